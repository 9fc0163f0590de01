// Opens the form of a «write» or «answer» link in place. Without this, the link leads to the
// form's own page, which also takes over when something is wrong with what was written.

async function formFrom(address) {
  const response = await fetch(address);
  if (!response.ok) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("form.public-form");
}

function withoutTwins(form) {
  // The same form may stand on the page more than once: ids must not.
  const number = document.querySelectorAll("form.public-form").length + 1;
  const rename = (id) => `${id}-${number}`;
  for (const element of form.querySelectorAll("[id]")) element.id = rename(element.id);
  for (const label of form.querySelectorAll("[for]")) label.htmlFor = rename(label.htmlFor);
  for (const field of form.querySelectorAll("[aria-describedby]")) {
    const ids = field.getAttribute("aria-describedby").split(" ");
    field.setAttribute("aria-describedby", ids.map(rename).join(" "));
  }
  form.removeAttribute("id");
  return form;
}

async function open(event) {
  const link = event.target.closest("a[data-opens-form]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const place = link.closest("p");
  const shown = place.nextElementSibling;
  if (shown?.matches("form.public-form")) {
    shown.hidden = !shown.hidden;
    link.setAttribute("aria-expanded", String(!shown.hidden));
    if (!shown.hidden) shown.querySelector("textarea").focus();
    return;
  }
  const form = await formFrom(link.href).catch(() => null);
  if (!form) {
    location.assign(link.href);
    return;
  }
  form.action = link.href;
  place.after(withoutTwins(document.adoptNode(form)));
  link.setAttribute("aria-expanded", "true");
  form.querySelector("textarea").focus();
}

document.addEventListener("click", open);
