// Opens the form of a «write» or «answer» link in place. Without this, the link leads to the
// form's own page, which also takes over when something is wrong with what was written.

const opened = new WeakMap() // link -> its form, or true while the form is on its way

async function formFrom(address) {
  const response = await fetch(address)
  if (!response.ok) return null
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  return page.querySelector("form.public-form")
}

function withoutTwins(form) {
  // The same form may stand on the page more than once: ids must not.
  const number = document.querySelectorAll("form.public-form").length + 1
  const rename = (id) => `${id}-${number}`
  for (const element of form.querySelectorAll("[id]")) element.id = rename(element.id)
  for (const label of form.querySelectorAll("[for]")) label.htmlFor = rename(label.htmlFor)
  for (const field of form.querySelectorAll("[aria-describedby]")) {
    const ids = field.getAttribute("aria-describedby").split(" ")
    field.setAttribute("aria-describedby", ids.map(rename).join(" "))
  }
  form.removeAttribute("id")
  return form
}

function show(link, form, isShown) {
  form.hidden = !isShown
  link.setAttribute("aria-expanded", String(isShown))
  if (isShown) form.querySelector("textarea").focus()
  else link.focus()
}

async function fetchFor(link) {
  opened.set(link, true)
  const form = await formFrom(link.href).catch(() => null)
  if (!form) {
    opened.delete(link)
    location.assign(link.href)
    return
  }
  form.action = link.href
  form.setAttribute("aria-label", link.textContent.trim())
  link.closest("p").after(withoutTwins(document.adoptNode(form)))
  opened.set(link, form)
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-closes-form]")) return
    event.preventDefault()
    show(link, form, false)
  })
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) show(link, form, false)
  })
  show(link, form, true)
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens-form]")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
  event.preventDefault()
  const form = opened.get(link)
  if (!form) fetchFor(link)
  else if (form !== true) show(link, form, form.hidden)
})

// Whoever leaves what is written and not sent is asked first, by the browser, in its own words: one
// form is sent at a time, and what stands in another would be gone. static/js/admin.js does the same.
let sent = null

function isWrittenIn(form) {
  const fields = [...form.querySelectorAll("textarea, input:not([type=hidden])")]
  return !form.hidden && fields.some((field) => field.value !== field.defaultValue)
}

document.addEventListener("submit", ({ target }) => {
  sent = target
})

window.addEventListener("beforeunload", (leaving) => {
  const forms = [...document.querySelectorAll("form.public-form")]
  if (forms.some((form) => form !== sent && isWrittenIn(form))) leaving.preventDefault()
  sent = null
})
