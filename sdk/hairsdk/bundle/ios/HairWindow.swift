/// A part of a frame, in pixels; row 0 is the top of the picture.
struct HairWindow: Equatable {
    var left = 0
    var top = 0
    var width: Int
    var height: Int

    /// Geometric mean of width and height.
    var side: Double { (Double(width) * Double(height)).squareRoot() }
}
