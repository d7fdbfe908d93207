// A part of a page that may fail by itself: what stands around it goes on.
import { Component, type ComponentType, createContext, type ReactNode } from 'react'

export type PartTrouble = {
  readonly onError: (error: unknown) => void
  /** Stands in place of what failed. */
  readonly Instead: ComponentType<{ readonly error: unknown }>
}

const PartTroubleContext = createContext<PartTrouble>({ onError: () => undefined, Instead: () => null })

export const PartTroubleProvider = PartTroubleContext.Provider

export type PartProps = {
  readonly children: ReactNode
  /** Nothing stands in its place: for what a page can do without. */
  readonly isSpare?: boolean
}

type State = { readonly failed: { readonly error: unknown } | null }

/** React offers no hook for this: an error boundary is a class. */
export class Part extends Component<PartProps, State> {
  constructor(props: PartProps) {
    super(props)
    this.state = { failed: null }
  }

  static getDerivedStateFromError(error: unknown): State {
    return { failed: { error } }
  }

  override componentDidCatch(error: unknown): void {
    this.trouble().onError(error)
  }

  private trouble(): PartTrouble {
    return this.context as PartTrouble
  }

  override render(): ReactNode {
    const { failed } = this.state
    if (failed === null) return this.props.children
    const { Instead } = this.trouble()
    return this.props.isSpare ? null : <Instead error={failed.error} />
  }
}

Part.contextType = PartTroubleContext
