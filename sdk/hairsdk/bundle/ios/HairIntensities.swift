import Metal

/// How light the hair of each head is, from one frame to the next. It stays on the GPU: `state` of
/// 1 × 1 for each.
final class HairIntensities {
    private static let block = 16

    /// Where the hair of a head is measured: its number in those cells.
    struct Source {
        let small, coarse, cells: MTLTexture
        let number: Int
    }

    private let passes: HairPasses
    private let render: HairManifest.Rendering
    private let pool: [MTLTexture]
    private var states: [MTLTexture]

    init(_ passes: HairPasses, _ render: HairManifest.Rendering) throws {
        self.passes = passes
        self.render = render
        // As many as are read and written at a time.
        pool = try (0..<2 * render.heads.most).map {
            try passes.target("state\($0)", 1, 1, HairPasses.floats)
        }
        states = [passes.zero]
        passes.render.set("toe", render.matte.toe)
        passes.render.set("jump", render.stream.jump)
        passes.render.set("leastHair", render.intensity.leastHair)
    }

    func beginShot() {
        states = [passes.zero]
    }

    /// That of one head in a still.
    func ofStill(_ number: Int, _ small: MTLTexture, _ coarse: MTLTexture) throws -> MTLTexture {
        set(head: 0, isSlow: false)
        return try measure(small, coarse, passes.zero, before: passes.zero, into: pool[number])
    }

    /// Those of a stream's next frame, by the heads' numbers. Those that are known go on from what
    /// they had; without anybody, that of the first head does, and the others are kept.
    func ofFrame(
        _ sources: [Source], _ origins: [HairFollower.Origin], isAnybody: Bool
    ) throws -> [MTLTexture] {
        var found: [MTLTexture] = []
        for (source, origin) in zip(sources, origins) {
            let after = pool.first { state in !(states + found).contains { $0 === state } }!
            set(head: source.number, isSlow: origin.unsettled > 0)
            let before = origin.from.map { states[$0] } ?? passes.zero!
            found.append(try measure(
                source.small, source.coarse, source.cells, before: before, into: after))
        }
        states = isAnybody ? found : found + states.dropFirst()
        return found
    }

    private func set(head: Int, isSlow: Bool) {
        passes.render.set("head", Float(head))
        passes.render.set("slow", isSlow ? render.heads.ease : render.stream.slow)
        passes.render.set("fast", isSlow ? render.heads.ease : render.stream.fast)
    }

    private func measure(
        _ small: MTLTexture, _ coarse: MTLTexture, _ cells: MTLTexture,
        before: MTLTexture, into after: MTLTexture
    ) throws -> MTLTexture {
        var size = blocks(small.width), step = 0
        var result = try passes.run("measure", sums(step, size), small, coarse, cells)
        while size > Self.block {
            size = blocks(size)
            step += 1
            result = try passes.run("gather", sums(step, size), result)
        }
        return try passes.run("settle", after, result, before)
    }

    private func sums(_ step: Int, _ size: Int) throws -> MTLTexture {
        try passes.target("sums\(step)", size, size, HairPasses.floats)
    }

    private func blocks(_ length: Int) -> Int {
        (length + Self.block - 1) / Self.block
    }
}
