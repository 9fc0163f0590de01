// Finds a text of this site by its title, for the address of a link.
import { crel, gettext } from "django-prose-editor/editor"

const PAUSE = 250 // ms without a key, before the site is asked

async function textsWith(words, source) {
  const response = await fetch(`${source}?q=${encodeURIComponent(words)}`)
  // An expired login answers with another page.
  if (!response.ok || response.redirected) throw new Error("No answer.")
  return (await response.json()).texts
}

function choice({ title, kind, state }, choose) {
  const about = crel("span", { textContent: `${kind}, ${state.toLowerCase()}` })
  const button = crel("button", { type: "button" }, [crel("strong", { textContent: title }), about])
  button.addEventListener("click", choose)
  return crel("li", {}, [button])
}

/** A field to search in and the list of what it finds; `choose` is given the address. */
export function textFinder(source, choose) {
  const label = crel("label", {
    htmlFor: "link-finder",
    textContent: gettext("Or find a page or a post here by its title"),
  })
  const field = crel("input", { id: "link-finder", type: "search", autocomplete: "off", size: 50 })
  const status = crel("p", { role: "status" })
  const list = crel("ul")
  let newest = 0
  let timer = null

  function show(texts, words) {
    list.replaceChildren(
      ...texts.map((text) =>
        choice(text, () => {
          list.replaceChildren()
          status.textContent = gettext("The address is filled in:") + ` ${text.title}`
          choose(text.address)
        }),
      ),
    )
    const none = words ? gettext("Nothing here has these words in its title.") : ""
    status.textContent = texts.length ? gettext("Found:") + ` ${texts.length}` : none
  }

  async function find() {
    clearTimeout(timer)
    const words = field.value.trim()
    const number = ++newest
    try {
      const texts = words ? await textsWith(words, source) : []
      if (number === newest) show(texts, words) // a slow answer is not shown over a newer one
    } catch {
      status.textContent = gettext("The search gave no answer. Write the address instead.")
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(find, PAUSE)
  })
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault() // it would save the link
    find()
  })
  return crel("div", { className: "prose-editor-dialog-field link-finder" }, [
    label, field, status, list,
  ])
}
