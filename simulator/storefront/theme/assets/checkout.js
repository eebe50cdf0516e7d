// Another way of shipping costs something else: ask the server at once instead of by the button.
const refresh = document.querySelector('button[value="refresh"]');
if (refresh) refresh.hidden = true;
for (const choice of document.querySelectorAll('input[name="shipping"]')) {
  choice.addEventListener('change', () => refresh.click());
}
// The code's own field: Enter applies it.
document.querySelector('input[name="discount"]')?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  document.querySelector('button[value="apply"]').click();
});
