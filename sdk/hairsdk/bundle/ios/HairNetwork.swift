import Metal

/// What the network sees of a window of a frame.
struct HairView {
    let window: HairWindow
    let seen, small: MTLTexture
}

/// What the network sees, and what it answers.
final class HairNetwork {
    private let run: HairRecolorer.Network
    private let passes: HairPasses
    private let side: Int
    private let pixels: MTLBuffer

    init(_ passes: HairPasses, side: Int, run: @escaping HairRecolorer.Network) throws {
        self.passes = passes
        self.side = side
        self.run = run
        pixels = try passes.reader(4 * side * side)
    }

    /// A window of a frame, and what the network sees of it.
    func see(
        _ picture: MTLTexture, _ part: HairWindow, of all: HairWindow, _ name: String = ""
    ) throws -> HairView {
        let seen = part == all ? picture : try passes.copy(picture, part, "\(name)seen")
        let small = try passes.shrink(seen, to: side, "\(name)small")
        try passes.read(small, through: pixels)
        return HairView(window: part, seen: seen, small: small)
    }

    /// To what was seen last.
    func answer(_ memory: [Float]?, isMirrored: Bool = false) throws -> [Float] {
        let pixels = try passes.values(self.pixels, as: UInt8.self)
        var input = [Float](repeating: 0, count: pixels.count)
        for i in 0..<side * side {
            let from = isMirrored ? across(i) : i
            for c in 0..<3 { input[4 * i + c] = Float(pixels[4 * from + c]) / 255 }
            if let memory = memory { input[4 * i + 3] = memory[from] }
        }
        let mask = try run(input)
        guard mask.count == side * side else {
            throw HairError.use("expected \(side * side) floats from the network, found \(mask.count)")
        }
        return mask
    }

    /// The number of the texel that lies where texel `i` would in a mirror.
    func across(_ i: Int) -> Int {
        i - 2 * (i % side) + side - 1
    }
}
