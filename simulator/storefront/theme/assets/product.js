// A change of variant shows its price and puts it into the address, without a new page.
const choice = document.getElementById('variant');
choice?.addEventListener('change', () => {
  document.getElementById('price').textContent = choice.selectedOptions[0].dataset.price;
  const url = new URL(location.href);
  url.searchParams.set('variant', choice.value);
  history.replaceState(null, '', url);
});
