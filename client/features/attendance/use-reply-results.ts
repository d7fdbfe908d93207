// Shows the result of a press to the holder of a reply: at the headline, and in a bar with undo that stays in view.
import { useEffect, useState } from 'react'
import type { Answer } from '#shared/protocol/answers.ts'
import { focusHeadline } from '../../components/headline.ts'
import { type Undo, type UndoOffer, useUndo } from '../../components/use-undo.ts'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'

export type ReplyResults = {
  /**
   * Focuses the headline and scrolls it into view: it states the reply's new state. Ends an earlier undo offer, because that is
   * outdated now.
   */
  readonly toHeadline: () => void
  /** Shows the bar. `takeBack` sends the command that reverses the step; the bar also shows its refusal. */
  readonly tell: (
    message: string,
    takeBack?: { readonly label?: string; readonly ask: () => Promise<Answer> },
  ) => void
}

/** Slower answers are awaited in the background. */
const patienceMs = 1800

/** The answer; null if it takes long, for example without a network. */
export function soon(answered: Promise<Answer>): Promise<Answer | null> {
  return Promise.race([
    answered,
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), patienceMs)
    }),
  ])
}

export function useReplyResults(credential: string): { readonly results: ReplyResults; readonly undo: Undo } {
  const i18n = useI18n()
  const undo = useUndo(credential)
  const [told, setTold] = useState(0)
  // After rendering: a closing dialog restores the focus first.
  useEffect(() => {
    if (told > 0) focusHeadline({ scrolls: true })
  }, [told])

  const tell: ReplyResults['tell'] = (message, takeBack) => {
    const offer: UndoOffer = { message, label: takeBack?.label }
    if (takeBack === undefined) return undo.offer(offer)
    undo.offer({
      ...offer,
      undo: () =>
        void takeBack.ask().then((answer) => {
          setTold((times) => times + 1)
          if (!answer.ok) undo.offer({ message: refusalText(i18n, answer) })
        }),
    })
  }
  const toHeadline = () => {
    undo.end()
    setTold((times) => times + 1)
  }
  return { results: { toHeadline, tell }, undo }
}
