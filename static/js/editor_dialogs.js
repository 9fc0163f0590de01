// The questions that the editor asks: about a link, a table, a picture.
import {
  gettext,
  Link as LibraryLink,
  Table as LibraryTable,
  updateAttrsDialog,
} from "django-prose-editor/editor"
import { textFinder } from "texts/links"

/** Ask in a dialog with this title; resolves to the answers, or to null. */
export function ask(editor, title, submitText, questions, known = {}) {
  const answers = updateAttrsDialog(questions, { title, submitText })(editor, known)
  const dialog = editor.view.dom.parentElement.querySelector("dialog")
  dialog.setAttribute("aria-label", title)
  return { dialog, answers }
}

/** The address that was meant; empty for none, null for one that must not be linked to. */
export function address(typed) {
  const text = typed.trim()
  if (!text || /^(https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i.test(text)) return text
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`
  if (/^[\p{L}\d-]+(\.[\p{L}\d-]+)+(:\d+)?([/?#].*)?$/u.test(text)) return `https://${text}`
  return null
}

async function askForLink(editor, source) {
  const { href } = editor.getAttributes("link")
  const { dialog, answers } = ask(editor, gettext("Link"), gettext("Save"), {
    href: { type: "string", title: gettext("Address") },
  }, { href })
  const input = dialog.querySelector("input")
  input.placeholder = "https://"
  input.addEventListener("input", () => {
    const refused = gettext("Write an address that begins with https://, or an e-mail address.")
    input.setCustomValidity(address(input.value) === null ? refused : "")
  })
  const finder = textFinder(source, (found) => {
    input.value = found
    input.setCustomValidity("")
    input.focus()
  })
  input.parentElement.after(finder)
  const answer = await answers
  if (!answer) return
  const meant = address(answer.href)
  const chain = editor.chain().focus().extendMarkRange("link")
  meant ? chain.setLink({ href: meant }).run() : chain.unsetLink().run()
}

export const Link = LibraryLink.extend({
  addOptions() {
    return { ...this.parent(), finder: null }
  },

  addCommands() {
    return {
      ...this.parent(),
      addLink: () => ({ editor, state }) => {
        if (state.selection.empty && !editor.isActive("link")) return false
        askForLink(editor, this.options.finder)
        return true
      },
    }
  },
})

const SIZE = { type: "number", format: "number", min: "1", max: "50" }

async function askForTable(editor) {
  const { answers } = ask(editor, gettext("Table"), gettext("Insert"), {
    rows: { ...SIZE, title: gettext("Rows, the one with the headers among them") },
    cols: { ...SIZE, title: gettext("Columns") },
  }, { rows: "3", cols: "3" })
  const answer = await answers
  if (!answer) return
  const [rows, cols] = [Number(answer.rows), Number(answer.cols)]
  editor.chain().focus().insertTable({ rows, cols, withHeaderRow: true }).run()
}

// A table without header cells cannot be published: ours always has them.
export const Table = LibraryTable.extend({
  addCommands() {
    return {
      ...this.parent(),
      insertTableWithOptions: () => ({ editor }) => {
        askForTable(editor)
        return true
      },
    }
  },
})
