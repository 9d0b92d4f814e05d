/// Where to look closer: the part of a frame that the hair is in; see "Closer looks" in README.md.
/// Masks are square, `side` texels wide and high, and cover a window.
final class HairCloser {
    private let settings: HairManifest.Closer
    private let side, cells: Int

    init(_ settings: HairManifest.Closer, side: Int) {
        self.settings = settings
        self.side = side
        cells = settings.cells
    }

    /// The window to look through next; the one that was seen for as long as it fits the hair.
    func next(_ mask: [Float], seen: HairWindow, in frame: HairWindow) -> HairWindow {
        // Through a window all hair is seen well: what is faint there is memory of what has gone.
        let least = seen == frame ? settings.faint : settings.hair
        guard let hair = boundsOf(mask, seen, least: least) else { return frame }
        let wanted = around(hair, frame)
        if wanted.side > settings.worth * seen.side && fits(hair, seen, frame, settings.slack) {
            return seen
        }
        return wanted.side > settings.worth * frame.side ? frame : wanted
    }

    /// Whether hair goes on beyond the window, or is gone: it moves faster than that follows.
    func hasEscaped(_ mask: [Float], seen: HairWindow, in frame: HairWindow) -> Bool {
        if seen == frame { return false }
        guard let hair = boundsOf(mask, seen, least: settings.hair) else { return true }
        return !fits(hair, seen, frame, 1 / Double(cells))
    }

    /// What a mask of one window says of another one; 0 where nothing was seen.
    func moved(_ mask: [Float], from seen: HairWindow, to other: HairWindow) -> [Float] {
        let across = places(seen.left, seen.width, other.left, other.width)
        let down = places(seen.top, seen.height, other.top, other.height)
        func at(_ x: Int, _ y: Int) -> Double {
            x < 0 || y < 0 || x >= side || y >= side ? 0 : Double(mask[y * side + x])
        }
        func between(_ x: Double, _ y: Int) -> Double {
            let low = Int(x.rounded(.down))
            let share = x - Double(low)
            return (1 - share) * at(low, y) + share * at(low + 1, y)
        }
        var result = [Float](repeating: 0, count: side * side)
        for j in 0..<side {
            let y = Int(down[j].rounded(.down))
            let share = down[j] - Double(y)
            for i in 0..<side {
                let upper = between(across[i], y), lower = between(across[i], y + 1)
                result[j * side + i] = Float((1 - share) * upper + share * lower)
            }
        }
        return result
    }

    /// The mask, ending at the window's borders, but for those of the frame.
    func faded(_ mask: [Float], seen: HairWindow, in frame: HairWindow) -> [Float] {
        if seen == frame { return mask }
        let across = ramp(seen.left > 0, seen.left + seen.width < frame.width)
        let down = ramp(seen.top > 0, seen.top + seen.height < frame.height)
        return mask.indices.map { Float(Double(mask[$0]) * across[$0 % side] * down[$0 / side]) }
    }

    /// How much hair there is in each cell of what was seen: specks are none.
    func means(_ mask: [Float]) -> [Float] {
        (0..<cells * cells).map { Float(mean(mask, row: $0 / cells, column: $0 % cells)) }
    }

    /// In which cells there is hair, which may be faint.
    func hairCells(_ means: [Float], least: Double) -> [Bool] {
        let most = Double(means.max()!)
        let level = min(settings.hair, max(least, most / 2))
        return means.map { Double($0) >= level }
    }

    /// Those of a box of cells of a window.
    func boundsOfCells(
        left: Int, top: Int, right: Int, bottom: Int, of seen: HairWindow
    ) -> HairBounds {
        let across = Double(seen.width) / Double(cells), down = Double(seen.height) / Double(cells)
        return HairBounds(
            left: Double(seen.left) + Double(left) * across,
            top: Double(seen.top) + Double(top) * down,
            right: Double(seen.left) + Double(right) * across,
            bottom: Double(seen.top) + Double(bottom) * down)
    }

    private func boundsOf(_ mask: [Float], _ seen: HairWindow, least: Double) -> HairBounds? {
        let hair = hairCells(means(mask), least: least)
        let found = hair.indices.filter { hair[$0] }
        guard let first = found.first, let last = found.last else { return nil }
        let columns = found.map { $0 % cells }
        return boundsOfCells(
            left: columns.min()!, top: first / cells,
            right: columns.max()! + 1, bottom: last / cells + 1, of: seen)
    }

    // Of a cell, which covers texels at its borders in part where `cells` do not divide the side.
    private func mean(_ mask: [Float], row: Int, column: Int) -> Double {
        let width = Double(side) / Double(cells)
        let top = Double(row) * width, bottom = Double(row + 1) * width
        let left = Double(column) * width, right = Double(column + 1) * width
        var sum = 0.0
        for y in Int(top)..<Int(bottom.rounded(.up)) {
            let high = min(Double(y + 1), bottom) - max(Double(y), top)
            for x in Int(left)..<Int(right.rounded(.up)) {
                let wide = min(Double(x + 1), right) - max(Double(x), left)
                sum += Double(mask[y * side + x]) * high * wide
            }
        }
        return sum / (width * width)
    }

    private func around(_ hair: HairBounds, _ frame: HairWindow) -> HairWindow {
        let square = max(
            rounded(settings.least * Double(side)), rounded(hair.longer * (1 + 2 * settings.margin)))
        let width = min(square, frame.width), height = min(square, frame.height)
        let left = rounded((hair.left + hair.right - Double(width)) / 2)
        let top = rounded((hair.top + hair.bottom - Double(height)) / 2)
        return HairWindow(
            left: min(max(left, 0), frame.width - width),
            top: min(max(top, 0), frame.height - height), width: width, height: height)
    }

    // Whether hair keeps clear of the window's borders, but for those of the frame.
    private func fits(
        _ hair: HairBounds, _ seen: HairWindow, _ frame: HairWindow, _ slack: Double
    ) -> Bool {
        let across = slack * Double(seen.width), down = slack * Double(seen.height)
        let right = seen.left + seen.width, bottom = seen.top + seen.height
        return (seen.left == 0 || hair.left >= Double(seen.left) + across)
            && (seen.top == 0 || hair.top >= Double(seen.top) + down)
            && (right == frame.width || hair.right <= Double(right) - across)
            && (bottom == frame.height || hair.bottom <= Double(bottom) - down)
    }

    // From another window's texel centres to those of the mask, along one axis.
    private func places(_ from: Int, _ width: Int, _ to: Int, _ otherWidth: Int) -> [Double] {
        (0..<side).map { i in
            let place = Double(to - from) * Double(side) + (Double(i) + 0.5) * Double(otherWidth)
            return place / Double(width) - 0.5
        }
    }

    private func ramp(_ atStart: Bool, _ atEnd: Bool) -> [Double] {
        let up = (0..<side).map { min((Double($0) + 0.5) / (settings.fade * Double(side)), 1) }
        return (0..<side).map { min(atStart ? up[$0] : 1, atEnd ? up[side - 1 - $0] : 1) }
    }

    private func rounded(_ length: Double) -> Int {
        Int((length + 0.5).rounded(.down))
    }
}
