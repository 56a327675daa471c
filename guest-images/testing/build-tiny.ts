// A runner of its own for build.e2e.test.ts, which kills it: builds the tiny image and prints each stage.
import { deadlineAfter } from '../../fixtures/deadline.ts';
import { buildDefined } from '../build.ts';
import { tinyDefinition } from './tiny.ts';

const image = await buildDefined(tinyDefinition(), { deadline: deadlineAfter(300), progress: console.log });
console.log(`finished ${image.disk}`);
