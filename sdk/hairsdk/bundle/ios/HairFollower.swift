/// Which head of the frame before each head goes on from: the one that its hair lies upon; see
/// "Several people" in README.md.
final class HairFollower {
    /// Where a head's intensity goes on from.
    struct Origin {
        /// Its number in the frame before; nil where it is new.
        var from: Int?

        /// Whether heads have met or parted there.
        var isMixed = false

        /// For how many frames it moves slowly, as heads have met or parted.
        var unsettled = 0
    }

    /// Whether there was hair in the last frame. Else the first head goes on alone, and the others
    /// are kept: who comes back may be any of them.
    private(set) var isAnybody = false

    private let settled, cells: Int
    private var unsettled = [0]
    // Per cell of the last frame's window, 1 more than the number of the head with hair there.
    private var places: [UInt8]?
    private var seen: HairWindow?

    init(_ settings: HairManifest.Heads, cells: Int) {
        settled = settings.settled
        self.cells = cells
    }

    /// At a cut.
    func reset() {
        unsettled = [0]
        places = nil
    }

    func follow(_ heads: HairHeads, through window: HairWindow) -> [Origin] {
        isAnybody = heads.hair.contains(true)
        var origins = [Origin(from: 0, unsettled: unsettled[0])]
        guard isAnybody else {
            unsettled[0] = max(unsettled[0] - 1, 0)
            return origins
        }
        if heads.count > 1 || unsettled.count > 1 { origins = meet(heads, window) }
        unsettled = origins.map { max($0.unsettled - 1, 0) }
        places = zip(heads.hair, heads.numbers).map { isHair, number in isHair ? number + 1 : 0 }
        seen = window
        return origins
    }

    // Find out who is who.
    private func meet(_ heads: HairHeads, _ window: HairWindow) -> [Origin] {
        let there = self.there(window)
        // Cells of each head now in which each head of the last frame had hair.
        let none = [Int](repeating: 0, count: unsettled.count)
        var shares = [[Int]](repeating: none, count: heads.count)
        for (i, before) in there.enumerated() where heads.hair[i] && before > 0 {
            shares[Int(heads.numbers[i])][Int(before) - 1] += 1
        }
        return shares.map { own in
            let most = own.max()!
            guard most > 0 else { return Origin(from: nil) }
            let from = own.firstIndex(of: most)!
            let isMixed = own.filter { $0 > 0 }.count > 1
                || shares.filter { $0[from] > 0 }.count > 1
            return Origin(
                from: from, isMixed: isMixed, unsettled: isMixed ? settled : unsettled[from])
        }
    }

    // Where the heads of the last frame were, in the cells of another window: numbers from 1.
    private func there(_ window: HairWindow) -> [UInt8] {
        var there = [UInt8](repeating: 0, count: cells * cells)
        guard let places = places, let seen = seen else { return there }
        let columns = along(window.left, window.width, seen.left, seen.width)
        let rows = along(window.top, window.height, seen.top, seen.height)
        let inside = 0..<cells
        for i in there.indices {
            let row = rows[i / cells], column = columns[i % cells]
            if inside.contains(row) && inside.contains(column) {
                there[i] = places[row * cells + column]
            }
        }
        return there
    }

    // In which cell of the window before the middle of each cell is, along one axis.
    private func along(_ start: Int, _ length: Int, _ otherStart: Int, _ otherLength: Int) -> [Int] {
        (0..<cells).map { i in
            let middle = Double(start) + (Double(i) + 0.5) * Double(length) / Double(cells)
            let place = (middle - Double(otherStart)) * Double(cells) / Double(otherLength)
            return Int(place.rounded(.down))
        }
    }
}
