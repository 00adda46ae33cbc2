import type { FieldError } from '../api/types'
import { say } from '../base/language.svelte'
import type { Control } from './model'

/** The server's path of a field without what stands around the parameters and without union tags. */
function pathOf(error: FieldError): string[] {
  const parts = error.field.split('.')
  return parts[0] === 'body' ? parts.slice(1).filter(notParams) : parts.filter(notParams)
}

const notParams = (part: string, index: number): boolean => index > 0 || part !== 'params'

/** What the server says about this control; about a member of it only where no control of its own shows that. */
export function messagesFor(control: Control, errors: FieldError[]): string[] {
  return errors
    .filter((error) => {
      const path = pathOf(error)
      const own = control.path
      const inside = own.every((name) => path.includes(name))
      if (!inside) return false
      const holds = control.type === 'union' || control.type === 'group' || control.type === 'rows'
      return !holds || !memberNamed(control, path)
    })
    .map((error) => say(error.message))
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
}

function memberNamed(control: Control, path: string[]): boolean {
  const members =
    control.type === 'group' || control.type === 'rows'
      ? control.controls
      : control.type === 'union'
        ? control.variants.flatMap((variant) => variant.controls)
        : []
  return members.some((member) => path.includes(member.path.at(-1) ?? ''))
}
