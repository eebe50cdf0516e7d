/* Turns the inspector's forms into the JSON calls that any other program would make, and shows the answer. */
const said = document.getElementById('said');

const readers = {
  text: (input) => input.value.trim() || undefined,
  number: (input) => (input.value.trim() === '' ? undefined : Number(input.value)),
  flag: (input) => input.checked,
  list: (input) =>
    input.value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
};

function bodyOf(form) {
  const body = JSON.parse(form.dataset.body);
  for (const input of form.querySelectorAll('[data-field]')) {
    const value = readers[input.dataset.as ?? 'text'](input);
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) body[input.dataset.field] = value;
  }
  for (const input of form.querySelectorAll('[data-list]')) {
    const quantity = Number(input.value);
    if (quantity > 0) (body[input.dataset.list] ??= []).push({ id: input.dataset.id, quantity });
  }
  for (const select of form.querySelectorAll('[data-variants]')) {
    const name = select.dataset.variants;
    const quantity = Number(form.querySelector(`[data-variant-quantity="${name}"]`).value);
    if (select.value) (body[name] ??= []).push({ variant: select.value, quantity });
  }
  return body;
}

function say(text, bad) {
  said.textContent = text;
  said.className = bad ? 'bad' : '';
  said.hidden = false;
}

for (const form of document.querySelectorAll('form[data-call]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (form.dataset.ask && !confirm(form.dataset.ask)) return;
    const button = form.querySelector('button');
    button.disabled = true;
    say('Working…', false);
    try {
      const response = await fetch(`/_simulator/${form.dataset.call}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(bodyOf(form)),
      });
      const answer = await response.json();
      if (!response.ok) return say(answer.error, true);
      if (form.dataset.then === 'show') return say(JSON.stringify(answer), false);
      location.assign(form.dataset.to ?? location.href);
    } catch (error) {
      say(`The simulator did not answer: ${error.message}`, true);
    } finally {
      button.disabled = false;
    }
  });
}

/** The running clock runs here too; the page's own forms are as of the moment at which it was loaded. */
const clock = document.querySelector('[data-clock][data-running]');
if (clock) {
  const start = Date.parse(clock.dateTime);
  const loaded = performance.now();
  setInterval(() => {
    const now = new Date(start + performance.now() - loaded);
    clock.textContent = `${now.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  }, 1000);
}
