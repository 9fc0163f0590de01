// Answers while one writes: asks the server's own page and shows what it says. Without this, the
// form does the same with its button.

const PAUSE = 300 // ms after the last key

const form = document.querySelector(".account-check")
const field = form.querySelector("input")
let timer
let asking = new AbortController()

async function answer() {
  const address = new URL(form.action)
  if (field.value.trim()) address.searchParams.set("q", field.value)
  asking.abort()
  asking = new AbortController()
  const response = await fetch(address, { signal: asking.signal })
  if (!response.ok) return
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  show(page.querySelector("[data-account-result]"))
  history.replaceState(null, "", address)
}

function show(found) {
  const shown = document.querySelector("[data-account-result]")
  const said = shown.querySelector("[data-account-answer]")
  // The live region itself stays, so that a screen reader tells what is new in it.
  said.replaceChildren(...found.querySelector("[data-account-answer]").childNodes)
  found.querySelector("[data-account-answer]").replaceWith(said)
  shown.replaceChildren(...found.childNodes)
}

field.addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(() => answer().catch(() => {}), PAUSE)
})
