// What ties the editor to the form field behind it, and keeps what the field may hold.
import { crel, Extension, gettext, Mark } from "django-prose-editor/editor"

/** What assistive technology is told about the text area, now told about the editor. */
function attributesOf(textarea, hint) {
  const described = [textarea.getAttribute("aria-describedby"), hint.id]
  const attributes = {
    "aria-multiline": "true",
    "aria-describedby": described.filter(Boolean).join(" "),
  }
  const label = textarea.labels[0]
  if (label) {
    label.id ||= `${textarea.id}_label`
    attributes["aria-labelledby"] = label.id
  }
  if (textarea.getAttribute("aria-invalid")) attributes["aria-invalid"] = "true"
  return attributes
}

/** Gives the editor the name, the help and the errors of its form field. */
export const Field = Extension.create({
  name: "field",

  addStorage() {
    const keys = gettext("Alt + F10 leads to the buttons, Escape back to the text.")
    return {
      hint: crel("p", { className: "help", textContent: keys }),
      note: crel("p", { className: "editor-note", role: "status" }),
    }
  },

  onBeforeCreate() {
    const { options } = this.editor
    const textarea = options.element.querySelector("textarea")
    this.storage.hint.id = `${textarea.id}_hint`
    textarea.labels[0]?.addEventListener("click", () => this.editor.commands.focus())
    options.editorProps = { attributes: attributesOf(textarea, this.storage.hint) }
    // The style sheet that the library would write into the page stands in css/editor.css.
    options.injectCSS = false
  },

  onCreate() {
    this.editor.options.element.append(this.storage.note, this.storage.hint)
  },
})

/** Says something to the writer, below the text. */
export function say(editor, text) {
  editor.storage.field.note.textContent = text
}

const LANGUAGE = {
  default: null,
  parseHTML: (element) => element.getAttribute("lang"),
  renderHTML: ({ lang }) => (lang ? { lang } : {}),
}

/** Keeps the language of a quote, a paragraph or some words. */
export const Languages = Mark.create({
  name: "languages",

  addAttributes() {
    return { lang: LANGUAGE }
  },

  addGlobalAttributes() {
    return [{ types: ["paragraph", "blockquote"], attributes: { lang: LANGUAGE } }]
  },

  parseHTML() {
    return [{ tag: "span[lang]" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0]
  },
})
