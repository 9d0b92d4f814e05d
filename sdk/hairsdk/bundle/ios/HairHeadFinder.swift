/// Whose hair is whose; see "Several people" in README.md.
final class HairHeadFinder {
    // Cells of hair that touch, and the box around them.
    private struct Patch {
        var members: [Int]
        var left = Int.max, top = Int.max, right = 0, bottom = 0
    }

    // Patches of one head.
    private struct Group {
        var bounds: HairBounds
        var members: [Int]
    }

    private let settings: HairManifest.Heads
    private let closer: HairCloser
    private let faint: Double
    private let side, cells: Int
    // Of each cell, those around it.
    private let beside: [[Int]]

    init(_ render: HairManifest.Rendering, closer: HairCloser, side: Int) {
        settings = render.heads
        faint = render.closer.faint
        self.closer = closer
        self.side = side
        let cells = render.closer.cells
        self.cells = cells
        beside = (0..<cells * cells).map { cell in
            let row = cell / cells, column = cell % cells
            let rows = max(row - 1, 0)...min(row + 1, cells - 1)
            let columns = max(column - 1, 0)...min(column + 1, cells - 1)
            return rows.flatMap { y in columns.map { y * cells + $0 } }.filter { $0 != cell }
        }
    }

    /// Patches that do not touch are of one head where both are not much longer than the larger
    /// one alone: as on both sides of a face under a hat.
    func apart(_ mask: [Float], seen: HairWindow) -> HairHeads {
        let means = closer.means(mask)
        let hair = closer.hairCells(means, least: faint)
        var groups: [Group] = []
        for patch in patches(hair, means) {
            let bounds = closer.boundsOfCells(
                left: patch.left, top: patch.top, right: patch.right, bottom: patch.bottom, of: seen)
            let growths = groups.map { $0.bounds.with(bounds).longer / $0.bounds.longer }
            let least = growths.min() ?? .infinity
            if least > settings.growth && groups.count < settings.most {
                groups.append(Group(bounds: bounds, members: patch.members))
            } else if let nearest = growths.firstIndex(of: least) {
                groups[nearest].bounds = groups[nearest].bounds.with(bounds)
                groups[nearest].members += patch.members
            }
        }
        return HairHeads(numbers: nearest(groups), hair: hair, count: max(groups.count, 1))
    }

    /// The hair of one head alone: the mask itself, if there is only one head.
    func only(_ heads: HairHeads, _ number: Int, of mask: [Float]) -> [Float] {
        if heads.count == 1 { return mask }
        // The cell that a texel's centre lies in, as in the shaders.
        let cellOf = (0..<side).map { Int((Double($0) + 0.5) * Double(cells) / Double(side)) }
        return mask.indices.map { i in
            let cell = cellOf[i / side] * cells + cellOf[i % side]
            return Int(heads.numbers[cell]) == number ? mask[i] : 0
        }
    }

    /// A mask of another window without what is others' there; the heads were told apart in `seen`.
    func shared(
        _ heads: HairHeads, _ number: Int, of mask: [Float], seen: HairWindow, in window: HairWindow
    ) -> [Float] {
        if heads.count == 1 { return mask }
        let ones = [Float](repeating: 1, count: side * side)
        let share = closer.moved(only(heads, number, of: ones), from: seen, to: window)
        return zip(mask, share).map { $0 * $1 }
    }

    // Those of heads. The largest first, of equals the upper one, then the left one.
    private func patches(_ hair: [Bool], _ means: [Float]) -> [Patch] {
        var isFound = [Bool](repeating: false, count: hair.count)
        var patches: [Patch] = []
        for start in hair.indices where hair[start] && !isFound[start] {
            isFound[start] = true
            var patch = Patch(members: [start])
            var next = 0
            while next < patch.members.count {
                let member = patch.members[next]
                let row = member / cells, column = member % cells
                patch.left = min(patch.left, column)
                patch.top = min(patch.top, row)
                patch.right = max(patch.right, column + 1)
                patch.bottom = max(patch.bottom, row + 1)
                for cell in beside[member] where hair[cell] && !isFound[cell] {
                    isFound[cell] = true
                    patch.members.append(cell)
                }
                next += 1
            }
            patches.append(patch)
        }
        patches.sort { rank($0).lexicographicallyPrecedes(rank($1)) }
        return patches.filter { patch in
            Double(patch.members.count) >= settings.share * Double(patches[0].members.count)
                && patch.members.contains { Double(means[$0]) >= settings.sure }
        }
    }

    private func rank(_ patch: Patch) -> [Int] {
        [-patch.members.count, patch.top, patch.left, patch.members[0]]
    }

    // Per cell the number of the group that is nearest, in steps to any of the 8 neighbours; of
    // those that are as near, the one with the least hair.
    private func nearest(_ groups: [Group]) -> [UInt8] {
        var numbers = [UInt8](repeating: 0, count: cells * cells)
        if groups.count < 2 { return numbers }
        var reached: [Int] = []
        var steps = [Int](repeating: 0, count: numbers.count)
        for (i, group) in groups.enumerated() {
            for cell in group.members { numbers[cell] = UInt8(i + 1) }
            reached += group.members
        }
        var next = 0
        while next < reached.count {
            let from = reached[next]
            for cell in beside[from] {
                if numbers[cell] == 0 {
                    steps[cell] = steps[from] + 1
                    reached.append(cell)
                } else if steps[cell] != steps[from] + 1 {
                    continue
                }
                numbers[cell] = max(numbers[cell], numbers[from])
            }
            next += 1
        }
        return numbers.map { $0 - 1 }
    }
}
