// Pictures of a text: chosen in the picker's window, described in a dialog.
import {
  canInsertNode,
  Figure as LibraryFigure,
  gettext,
  Image as LibraryImage,
} from "django-prose-editor/editor"
import { ask } from "texts/dialogs"
import { say } from "texts/field"

/** The picture that the selection touches, as {node, position, caption}; null for none. */
function pictureAt({ doc, selection: { from, to } }) {
  let found = null
  doc.nodesBetween(from, to, (node, position) => {
    if (node.type.name === "figure") {
      found = { node: node.firstChild, position: position + 1, caption: node.maybeChild(1) }
    } else if (node.type.name === "image") {
      found ??= { node, position, caption: null }
    }
  })
  return found
}

async function describe(editor, { node, position }, decoration) {
  const decorative = node.attrs.alt?.toLowerCase() === decoration
  const known = { alt: decorative ? "" : node.attrs.alt, decorative }
  const questions = {
    alt: { type: "string", title: gettext("Alternative text") },
    decorative: { type: "boolean", title: gettext("Only decoration") },
  }
  const { answers } = ask(
    editor, gettext("Describe the picture"), gettext("Save"), questions, known,
  )
  const answer = await answers
  if (!answer) return
  const alt = answer.decorative ? decoration : answer.alt.trim()
  editor.chain().focus().setNodeSelection(position).updateAttributes("image", { alt }).run()
}

let asked = null // the editor that waits for the picker's window, and that window

function openPicker(editor, address) {
  const picker = window.open(address, "picture-picker", "popup,width=960,height=760")
  asked = { editor, picker }
  if (!picker) say(editor, gettext("The browser stopped the window with the pictures."))
}

window.addEventListener("message", ({ source, origin, data }) => {
  if (!asked || source !== asked.picker || origin !== window.location.origin) return
  const image = { type: "image", attrs: { src: data.url, alt: data.alternative_text } }
  const text = data.caption && [{ type: "text", text: data.caption }]
  const caption = text ? [{ type: "caption", content: text }] : []
  const figure = { type: "figure", content: [image, ...caption] }
  asked.editor.chain().focus().insertContent([figure, { type: "paragraph" }]).run()
  asked = null
})

export const Figure = LibraryFigure.extend({
  addOptions() {
    return { ...this.parent(), picker: null }
  },

  // In place of the library's button that floats over the text.
  addExtensions() {
    return []
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "caption",
      groups: "nodes",
      button: buttons.material("subtitles"),
      active: (editor) => Boolean(pictureAt(editor.state)?.caption),
      hidden: (editor) => !pictureAt(editor.state),
      command: (editor) => editor.chain().focus().toggleCaption().run(),
    })
  },

  addCommands() {
    return {
      ...this.parent(),
      insertFigure: () => ({ editor, state, commands, dispatch }) => {
        if (pictureAt(state)) return commands.describePicture()
        if (!canInsertNode(state, state.schema.nodes.figure)) return false
        if (dispatch) openPicker(editor, this.options.picker)
        return true
      },
    }
  },
})

export const Image = LibraryImage.extend({
  addOptions() {
    return { ...this.parent(), decoration: "" }
  },

  addAttributes() {
    const { decoration } = this.options
    const parseHTML = (element) =>
      element.hasAttribute("data-decorative") ? decoration : element.getAttribute("alt")
    return { ...this.parent(), alt: { default: null, parseHTML } }
  },

  addCommands() {
    return {
      ...this.parent(),
      describePicture: () => ({ editor, state, dispatch }) => {
        const picture = pictureAt(state)
        if (picture && dispatch) describe(editor, picture, this.options.decoration)
        return Boolean(picture)
      },
    }
  },
})
