// The order of Vitest's files: project by project, the longest file of each first, by the times in `test-lengths.json`.
import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { lengthOf } from './test-lengths.ts'

/**
 * Two workers finish at nearly the same time when long files come first. Files of one project stay together, because a worker without
 * isolation is only reused within its project.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config
    const length = (file: TestSpecification) => lengthOf(relative(root, file.moduleId))
    const name = ({ project }: TestSpecification) => project.name
    const total = new Map<string, number>()
    for (const file of files) total.set(name(file), (total.get(name(file)) ?? 0) + length(file))
    const totalOf = (file: TestSpecification) => total.get(name(file)) ?? 0
    return files.toSorted(
      (one, other) =>
        totalOf(other) - totalOf(one) || name(one).localeCompare(name(other)) || length(other) - length(one),
    )
  }
}
