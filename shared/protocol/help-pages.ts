// The pages of the manual, by their path segment under `/help`.
export const helpPages = ['organizers', 'hosts', 'directors'] as const
export type HelpPageName = (typeof helpPages)[number]

export function isHelpPage(name: string | undefined): name is HelpPageName {
  return helpPages.some((page) => page === name)
}
