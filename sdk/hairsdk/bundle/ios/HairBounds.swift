/// Borders of hair, in pixels of the frame, not rounded.
struct HairBounds {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    /// The longer side.
    var longer: Double { max(right - left, bottom - top) }

    /// The least that hold both.
    func with(_ other: HairBounds) -> HairBounds {
        HairBounds(
            left: min(left, other.left), top: min(top, other.top),
            right: max(right, other.right), bottom: max(bottom, other.bottom))
    }
}
