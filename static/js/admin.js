// Names for what the admin's own scripts draw without one.
function nameChooser(select) {
  const label = select.labels[0]
  const box = select.parentElement.querySelector(".select2-selection")
  const text = box.querySelector(".select2-selection__rendered")
  label.id ||= `${select.id}_label`
  box.setAttribute("aria-labelledby", `${label.id} ${text.id}`)
  box.setAttribute("aria-controls", `select2-${select.id}-results`)
  // What is chosen is a text in the box, not a field of its own.
  text.removeAttribute("role")
  text.removeAttribute("aria-readonly")
}

// After the admin's own work, which waits for the same moments.
window.django?.jQuery(() => {
  document.querySelectorAll("select.admin-autocomplete").forEach(nameChooser)
})

window.addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".help-tooltip[aria-label]")) {
    icon.setAttribute("role", "img")
  }
})

// What must be mended is the first thing that is read when a form comes back: after the admin's own
// script has gone to the first field.
window.addEventListener("load", () => document.querySelector(".errornote[tabindex]")?.focus())

// Whoever leaves what is written and not saved is asked first, by the browser, in its own words: a
// page may have many forms, and one of them is sent at a time.
const ofStaff = ".plain-form, .lean-form, .checklist, #content-main > form[id$=_form]"
const unsaved = new Set(
  [...document.querySelectorAll(`:is(${ofStaff}) .errorlist`)].map((list) => list.closest("form")),
)
let sent = null

document.addEventListener("input", ({ target }) => {
  const form = target.closest(ofStaff)
  if (form) unsaved.add(form)
})

// Files that together are more than the server takes would be refused with the whole text.
const { content: largest, dataset: tooLarge } = document.querySelector("meta[name=largest]")

function sizeOf(form) {
  const files = [...form.querySelectorAll("[type=file]")].flatMap((field) => [...field.files])
  return files.reduce((sum, file) => sum + file.size, 0)
}

document.addEventListener("submit", (sending) => {
  if (sizeOf(sending.target) > Number(largest)) {
    sending.preventDefault()
    window.alert(tooLarge.sentence)
  } else {
    sent = sending.target
  }
})

window.addEventListener("beforeunload", (leaving) => {
  if ([...unsaved].some((form) => form !== sent)) leaving.preventDefault()
  sent = null
})

// The field to search in stands in the page only while the chooser is open.
window.django?.jQuery(document).on("select2:open", ({ target }) => {
  const field = document.querySelector(".select2-search__field")
  field.setAttribute("aria-label", target.labels[0].textContent)
  field.focus()
})
