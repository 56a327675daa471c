// Runs in the page, which is complete without it: copies command lines, and unpacks and plays consoles.

async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

let loading;

/** The page's policy knows the player's digest: only exactly that text runs. */
function loadPlayer() {
  loading ??= unpacked(document.getElementById('player').textContent).then((source) => {
    const script = document.createElement('script');
    script.textContent = source;
    document.head.append(script);
    return window.AsciinemaPlayer;
  });
  return loading;
}

async function replay(place) {
  const { cast, columns, rows, markers } = place.dataset;
  if (cast === undefined) return;
  delete place.dataset.cast;
  const [player, data] = await Promise.all([loadPlayer(), unpacked(cast)]);
  place.replaceChildren();
  player.create({ data }, place, {
    cols: Number(columns),
    rows: Number(rows),
    markers: JSON.parse(markers),
    idleTimeLimit: 1,
    preload: true,
    poster: 'npt:0:03',
    fit: 'width',
    controls: true,
    theme: 'asciinema',
  });
}

async function showText(details) {
  const { text } = details.dataset;
  if (text === undefined) return;
  delete details.dataset.text;
  details.querySelector('pre').textContent = await unpacked(text);
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(text);
    button.textContent = 'Selected';
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

// A toggle does not bubble; it can be caught on its way down.
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (!target.open) return;
    if (target.matches('details.console')) replay(target.querySelector('.player') ?? target);
    if (target.matches('details.transcript')) showText(target);
  },
  true,
);

document.addEventListener('click', ({ target }) => {
  const button = target.closest('button[data-copy]');
  if (button) copy(button);
});

/** A link into something closed opens it. */
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  for (let place = target; place; place = place.parentElement) if (place.matches('details')) place.open = true;
  target?.scrollIntoView();
}
addEventListener('hashchange', reveal);
if (location.hash) reveal();
