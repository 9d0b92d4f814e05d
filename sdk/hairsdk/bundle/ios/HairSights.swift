import Metal

/// Small heads among several in a stream, each looked at through a window of its own; see "Several
/// people" in README.md.
final class HairSights {
    /// A head that was looked at closer.
    struct Look {
        let view: HairView
        let mask: [Float]
        let steadier: HairSteadier
        /// What its textures' names begin with.
        let name: String
    }

    private final class Sight {
        let name: String
        let steadier: HairSteadier
        var window = HairWindow(width: 0, height: 0)
        // Nil: the steady mask, which is still to be read.
        var memory: [Float]?

        init(_ name: String, _ steadier: HairSteadier) {
            self.name = name
            self.steadier = steadier
        }

        func begin(_ window: HairWindow, _ memory: [Float]) {
            self.window = window
            self.memory = memory
            steadier.reset()
        }
    }

    private let passes: HairPasses
    private let network: HairNetwork
    private let closer: HairCloser
    private let finder: HairHeadFinder
    private let render: HairManifest.Rendering
    private let side: Int
    private var pool: [Sight] = []
    // By the heads' numbers in the last frame.
    private var sights: [Int: Sight] = [:]

    init(
        _ passes: HairPasses, _ network: HairNetwork, _ closer: HairCloser, _ finder: HairHeadFinder,
        _ render: HairManifest.Rendering, side: Int
    ) {
        self.passes = passes
        self.network = network
        self.closer = closer
        self.finder = finder
        self.render = render
        self.side = side
    }

    /// At a cut.
    func clear() {
        sights = [:]
    }

    /// Take what the last frame left, as it is through the windows of the next one. `seen` is what
    /// all of it was seen through; to `all`, its steady mask, the hair is added that was found
    /// closer. Returns whether there was any.
    func remember(
        _ frame: MTLTexture, _ seen: HairWindow, in whole: HairWindow, addingTo all: inout [Float]
    ) throws -> Bool {
        var isAdded = false
        for (number, sight) in sights where sight.memory == nil {
            let mask = try sight.steadier.previous()
            all = zip(all, closer.moved(mask, from: sight.window, to: seen)).map(max)
            isAdded = true
            let next = closer.next(mask, seen: sight.window, in: whole)
            if next.side >= seen.side {
                sights[number] = nil
            } else if next == sight.window {
                sight.memory = mask
            } else {
                let memory = closer.moved(mask, from: sight.window, to: next)
                let view = try network.see(frame, next, of: whole, sight.name)
                try sight.steadier.carry(memory, view.small)
                sight.window = next
                sight.memory = memory
            }
        }
        return isAdded
    }

    /// Look closer at those heads for which it is worth it: by their numbers. `mask` is the answer
    /// to what was seen of all, in which the heads were found.
    func look(
        _ picture: MTLTexture, _ all: HairWindow, _ mask: [Float], seen: HairWindow,
        _ heads: HairHeads, _ origins: [HairFollower.Origin]
    ) throws -> [Int: Look] {
        let before = sights
        sights = [:]
        guard heads.count > 1 else { return [:] }
        var looks: [Int: Look] = [:]
        for (number, origin) in origins.prefix(render.heads.looks).enumerated() {
            let kept = origin.isMixed ? nil : origin.from.flatMap { before[$0] }
            let own = finder.only(heads, number, of: mask)
            guard let sight = try kept ?? begun(own, seen, all, beside: before) else { continue }
            let window = sight.window
            let view = try network.see(picture, window, of: all, sight.name)
            let answer = finder.shared(
                heads, number, of: try network.answer(sight.memory), seen: seen, in: window)
            if closer.hasEscaped(answer, seen: window, in: all) {
                // Seen from further off it is all there; the next frame's window holds it.
                let next = closer.next(answer, seen: window, in: all)
                sight.begin(next, closer.moved(answer, from: window, to: next))
                if next.side >= seen.side { continue }
            } else {
                looks[number] = Look(
                    view: view, mask: closer.faded(answer, seen: window, in: all),
                    steadier: sight.steadier, name: sight.name)
                sight.memory = nil
            }
            sights[number] = sight
        }
        return looks
    }

    // Nil where it is seen well enough.
    private func begun(
        _ own: [Float], _ seen: HairWindow, _ all: HairWindow, beside before: [Int: Sight]
    ) throws -> Sight? {
        let window = closer.next(own, seen: seen, in: all)
        if window.side > render.closer.worth * seen.side { return nil }
        let taken = Array(before.values) + Array(sights.values)
        let free = pool.first { sight in !taken.contains { $0 === sight } }
        let sight = try free ?? another()
        sight.begin(window, closer.moved(own, from: seen, to: window))
        return sight
    }

    private func another() throws -> Sight {
        let name = "sight\(pool.count)"
        let sight = Sight(name, try HairSteadier(passes, render.steady, side: side, name))
        pool.append(sight)
        return sight
    }
}
