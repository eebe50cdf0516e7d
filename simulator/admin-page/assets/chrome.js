/* The bar and the menu of the admin's own pages, which hold no app. */
const $ = (id) => document.getElementById(id);
$('menu').addEventListener('click', () => {
  $('menu').ariaExpanded = String(document.body.classList.toggle('menu-open'));
});
$('shade').addEventListener('click', () => document.body.classList.remove('menu-open'));
$('language').addEventListener('change', ({ target }) => {
  document.cookie = `admin_locale=${target.value}; path=/store; SameSite=Lax; max-age=31536000`;
  location.reload();
});
$('stores').addEventListener('change', ({ target }) => {
  location.assign(location.pathname.replace(/^\/store\/[^/]+/, `/store/${target.value.replace('.myshopify.com', '')}`));
});

/** Forms with `data-call` become a JSON call under /_simulator; what was typed goes into its body. */
for (const form of document.querySelectorAll('form[data-call]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = JSON.parse(form.dataset.body ?? '{}');
    const settings = {};
    for (const input of form.querySelectorAll('[data-setting]')) {
      settings[input.dataset.setting] =
        input.type === 'checkbox'
          ? input.checked
          : input.type === 'range' || input.type === 'number'
            ? Number(input.value)
            : input.value;
    }
    if (Object.keys(settings).length > 0) body.settings = settings;
    for (const input of form.querySelectorAll('[data-field]')) body[input.dataset.field] = input.value;
    const response = await fetch(`/_simulator/${form.dataset.call}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return location.reload();
    const { error } = await response.json();
    const said = Object.assign(document.createElement('div'), { className: 'toast error', textContent: error });
    $('toasts').append(said);
    setTimeout(() => said.remove(), 6000);
  });
}
