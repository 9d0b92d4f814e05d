import Metal

/// The network's answer averaged with the mask of the frame before, carried along with the motion.
final class HairSteadier {
    /// Frames since the start of the shot.
    private(set) var age = 0

    private let passes: HairPasses
    private let settings: HairManifest.Steady
    private let side: Int
    // What its textures' names begin with.
    private let name: String
    private let reader: MTLBuffer
    // Of what a frame leaves to the next: where this one's goes, and where the last one's is.
    private var now = "A", last = "B"
    private var carried: MTLTexture?

    init(
        _ passes: HairPasses, _ settings: HairManifest.Steady, side: Int, _ name: String = ""
    ) throws {
        self.passes = passes
        self.settings = settings
        self.side = side
        self.name = name
        reader = try passes.reader(4 * side * side)
        passes.steady.set("ease", settings.ease)
        passes.steady.set("noise", settings.noise)
    }

    func reset() {
        age = 0
        carried = nil
    }

    /// The last frame's steady mask, in the window that it was seen through.
    func previous() throws -> [Float] {
        try passes.values(reader, as: Float.self)
    }

    /// Take another mask for that one; and, if another window has it, what the network saw there.
    func carry(_ mask: [Float], _ small: MTLTexture? = nil) throws {
        carried = try passes.upload(mask, "\(name)carried", side: side, .r32Float)
        if let small = small { _ = try greys(small, last) }
    }

    func steady(_ small: MTLTexture, _ answered: MTLTexture) throws -> MTLTexture {
        let carry = settings.weight * min(1, Double(age) / Double(settings.settle))
        passes.steady.set("carry", Float(carry))
        let sizes = try greys(small, now)
        var motion: MTLTexture = passes.zero
        for (level, size) in sizes.enumerated().reversed() {
            let slopes = try self.slopes(level, size, motion)
            let moved = try passes.run("advance", square("moved\(level)", size), slopes, motion)
            motion = try passes.run("calm", square("motion\(level)", size), moved)
        }
        let trusted = try passes.run(
            "trust", square("trusted", sizes[0]), slopes(0, sizes[0], motion), motion)
        let before = try carried ?? square("steadied\(last)", side, .r32Float)
        let steadied = try square("steadied\(now)", side, .r32Float)
        age += 1
        carried = nil
        (now, last) = (last, now)
        try passes.run("steady", steadied, answered, before, trusted)
        try passes.read(steadied, through: reader)
        return steadied
    }

    private func slopes(_ level: Int, _ size: Int, _ motion: MTLTexture) throws -> MTLTexture {
        try passes.run(
            "slopesOfCells", square("slopes\(level)", size), square("grey\(level)\(now)", size),
            square("grey\(level)\(last)", size), motion)
    }

    // The grey levels of a frame's cells, in every size; returns the sizes.
    private func greys(_ small: MTLTexture, _ which: String) throws -> [Int] {
        var cell = 1
        while side >= 2 * cell * settings.cells && side % (2 * cell) == 0 { cell *= 2 }
        passes.steady.set("cell", Float(cell))
        var sizes = [side / cell]
        var grey = try passes.run("greyOfCells", square("grey0\(which)", sizes[0]), small)
        for level in 1..<settings.levels {
            sizes.append((sizes[level - 1] + 1) / 2)
            grey = try passes.run("halve", square("grey\(level)\(which)", sizes[level]), grey)
        }
        return sizes
    }

    private func square(
        _ own: String, _ size: Int, _ format: MTLPixelFormat = HairPasses.floats
    ) throws -> MTLTexture {
        try passes.target(name + own, size, size, format)
    }
}
