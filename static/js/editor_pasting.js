// What is pasted or dropped: the words and their structure, and no picture from elsewhere.
import { Extension, gettext, Plugin } from "django-prose-editor/editor"
import { say } from "texts/field"

function refuse(editor) {
  say(editor, gettext("A picture cannot be pasted or dropped here. Use the picture button."))
}

/** The path of a picture that lies on this site; null for every other. */
function ourPath(source, ours) {
  if (!URL.canParse(source, window.location.href)) return null
  const { origin, pathname } = new URL(source, window.location.href)
  return origin === window.location.origin && pathname.startsWith(ours) ? pathname : null
}

function keepOurPictures(page, editor, ours) {
  for (const image of [...page.images]) {
    const path = ourPath(image.getAttribute("src") ?? "", ours)
    if (path) {
      image.setAttribute("src", path)
    } else {
      image.remove()
      refuse(editor)
    }
  }
}

/** Word marks every piece of text with the language of its spelling, often the wrong one. */
function dropLanguages(page) {
  if (page.querySelector("[data-pm-slice]")) return // copied from an editor here
  for (const element of page.querySelectorAll("[lang]")) element.removeAttribute("lang")
}

function cleaned(html, editor, ours) {
  // The page has its own heading of level 1; what is lower than 4 has no style of its own.
  const levels = html.replace(/(<\/?)h1\b/gi, "$1h2").replace(/(<\/?)h[56]\b/gi, "$1h4")
  if (!/<img\b|\slang=/i.test(levels)) return levels
  const page = new DOMParser().parseFromString(levels, "text/html")
  keepOurPictures(page, editor, ours)
  dropLanguages(page)
  return page.body.innerHTML
}

function refusedFiles(data, editor) {
  if (!data?.files.length || data.types.includes("text/html")) return false
  refuse(editor)
  return true
}

export const Pasting = Extension.create({
  name: "pasting",

  addOptions() {
    return { ours: "/" }
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const { ours } = this.options
    return [
      new Plugin({
        props: {
          handlePaste: (view, event) => refusedFiles(event.clipboardData, editor),
          handleDrop: (view, event) => refusedFiles(event.dataTransfer, editor),
          transformPastedHTML: (html) => cleaned(html, editor, ours),
        },
      }),
    ]
  },
})
