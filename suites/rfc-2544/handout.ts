import { studio } from '../../fixtures/lab.ts';
import { rubric } from './rubric.ts';
import { student } from './student.ts';

/**
 * E. L. R. Lucion, G. G. Minuzzi, M. V. Almeida: Análise de Desempenho do KVM Aplicado a Paravirtualização e Virtualização
 * Assistida por Hardware Embasada pela RFC 2544. 15th ERRC. What they measured, and what RFC 2544 asks for besides.
 */
export const rfc2544 = studio({
  name: 'rfc-2544',
  rubric,
  own: student,
  title: 'RFC 2544: native, paravirtual and emulated network cards',
  names: 'List the names of the people who worked together on this study.',
  explanations: {
    2: 'In which layer did each card lose frames, receiving and sending, and why there? Tell it for one frame size.',
    3: 'Why does a device carry fewer frames with hardly a loss than arrive where a full link is offered?',
    4: 'The study blames “weak binary translation” for the emulated card. Does your run, whose accelerator was proved, agree?',
  },
});
