// Something that a page subscribes to while it shows it.
import type { StoreApi } from 'zustand/vanilla'

export type Opened<State> = { readonly store: StoreApi<State>; readonly close: () => void }
