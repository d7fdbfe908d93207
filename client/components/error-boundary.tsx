// An error boundary for a part of a page: if it fails, the rest of the page keeps working.
import { Component, type ComponentType, createContext, type ReactNode } from 'react'

export type PartTrouble = {
  readonly onError: (error: unknown) => void
  /** Rendered instead of the failed part. */
  readonly Instead: ComponentType<{ readonly error: unknown }>
}

const PartTroubleContext = createContext<PartTrouble>({ onError: () => undefined, Instead: () => null })

export const PartTroubleProvider = PartTroubleContext.Provider

export type PartProps = {
  readonly children: ReactNode
  /** Renders nothing instead if it fails: for parts that a page can do without. */
  readonly isSpare?: boolean
}

type State = { readonly failed: { readonly error: unknown } | null }

/** A class, because React has no hook for error boundaries. */
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
