// Shows suggestions like the one that is being written, below its title. Without this, the form
// shows them when it comes back, and with the preview.

const PAUSE = 600 // milliseconds after the last key
const SHORTEST = 6

const region = document.querySelector("[data-like-ones]")
const title = document.querySelector("form.public-form [name=title]")
let asked = ""
let waiting = 0
let request = new AbortController()

async function look() {
  const words = title.value.trim()
  if (words === asked) return
  asked = words
  request.abort()
  request = new AbortController()
  const html = words.length < SHORTEST ? "" : await answer(words).catch(() => null)
  if (html === null || words !== asked) return
  const found = new DOMParser().parseFromString(html, "text/html").body
  if (found.innerHTML.trim() !== region.innerHTML.trim()) {
    region.replaceChildren(...found.childNodes)
  }
}

async function answer(words) {
  const query = new URLSearchParams({ q: words })
  const response = await fetch(`${region.dataset.likeOnes}?${query}`, { signal: request.signal })
  return response.ok ? response.text() : null
}

if (region && title) {
  title.closest("ds-field, .ds-field, p, div")?.after(region)
  title.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, PAUSE)
  })
}
