import Foundation
import Metal

/// Frames in, frames with recoloured hair out; README.md says what happens on the way.
///
/// One instance is one stream, for one thread at a time. Frames and targets are two-dimensional
/// `.bgra8Unorm` or `.rgba8Unorm` textures, sRGB-encoded and upright; their top row comes first.
public final class HairRecolorer {
    /// Runs the manifest's model: S · S · 4 floats in, S · S floats out, the top row first.
    public typealias Network = ([Float]) throws -> [Float]

    private static let tile = 12
    private static let pause = 1.0

    private let manifest: HairManifest
    private let passes: HairPasses
    private let network: HairNetwork
    private let closer: HairCloser
    private let cuts: HairCuts
    private let finder: HairHeadFinder
    private let follower: HairFollower
    private let sights: HairSights
    private let intensities: HairIntensities
    private let steadier: HairSteadier
    private let side: Int
    private let thumbnail: MTLBuffer

    private var look: Look?
    private var drawn: [Head] = []
    private var frame: MTLTexture?
    private var whole, window, around: HairWindow?
    private var time = 0.0
    private var sinceGlance = 0, wide = 0, shown = 0
    private var isEntered = false

    private struct Look {
        let dark, light: MTLTexture
        let intensity: HairManifest.References
    }

    // What a head is drawn with: its number in those cells, which cover the window, as the mask.
    private struct Head {
        let window: HairWindow
        let mask, state, cells: MTLTexture
        let number: Int
    }

    /// - Parameters:
    ///   - manifest: manifest.json.
    ///   - queue: What the GPU is to do goes into its command buffers.
    ///   - library: With the functions of shaders/\*.metal; nil for the app's own.
    ///   - network: Runs the network.
    /// - Throws: `HairError`.
    public init(
        manifest json: Data, queue: MTLCommandQueue, library: MTLLibrary? = nil,
        network: @escaping Network
    ) throws {
        manifest = try HairManifest.read(json)
        guard let library = library ?? queue.device.makeDefaultLibrary() else {
            throw HairError.bundle("the app has no shaders: add shaders/*.metal to its target")
        }
        let render = manifest.render
        side = manifest.model!.input.shape[1]
        closer = HairCloser(render.closer, side: side)
        cuts = HairCuts(render.cuts)
        finder = HairHeadFinder(render, closer: closer, side: side)
        passes = try HairPasses(manifest, queue: queue, library: library)
        self.network = try HairNetwork(passes, side: side, run: network)
        follower = HairFollower(render.heads, cells: render.closer.cells)
        sights = HairSights(passes, self.network, closer, finder, render, side: side)
        thumbnail = try passes.reader(4 * render.cuts.side * render.cuts.side)
        intensities = try HairIntensities(passes, render)
        steadier = try HairSteadier(passes, render.steady, side: side)
        passes.mask.set("toe", render.matte.toe)
        passes.mask.set("noise", render.matte.noise)
        passes.mask.set("radius", Float(render.matte.radius))
        passes.mask.set("reach", Float(render.matte.reach))
        passes.mask.set("unsure", render.matte.unsure)
        try passes.finish()
    }

    /// Put on a look.
    ///
    /// - Parameters:
    ///   - id: Its id in the manifest.
    ///   - dark: Its dark.rgba16f.bin.
    ///   - light: Its light.rgba16f.bin.
    /// - Throws: `HairError`; the look that was worn stays on then.
    public func wear(_ id: String, dark: Data, light: Data) throws {
        guard let about = manifest.looks.first(where: { $0.id == id }) else {
            throw HairError.bundle("the bundle has no look \(id)")
        }
        let size = about.lutSize, length = 8 * size * size * size
        for file in [dark, light] where file.count != length {
            throw HairError.bundle(
                "\(id): expected \(length) bytes of a .rgba16f.bin, found \(file.count)")
        }
        let next = Look(
            dark: try passes.lut(dark, size: size), light: try passes.lut(light, size: size),
            intensity: about.intensity)
        try passes.finish()
        look = next
    }

    /// Forget the stream: after a switch of cameras or a seek.
    public func reset() {
        steadier.reset()
    }

    /// Find the hair in a stream's next frame. It may change as soon as this returns.
    ///
    /// - Parameters:
    ///   - frame: The picture.
    ///   - seconds: When it was taken, as its presentation time stamp has it. A frame of the same
    ///     time as the last one is that one, which a screen may ask for again.
    /// - Throws: `HairError`, and what the network throws. What was found last is still there to
    ///   draw then, and the stream begins anew with the next frame.
    public func find(_ frame: MTLTexture, at seconds: Double) throws {
        let goesOn = steadier.age > 0 && whole == Self.whole(of: frame)
        if goesOn && seconds == time { return }
        if seconds - time > Self.pause || seconds < time { reset() }
        time = seconds
        try find { try lookAtFrame(frame) }
    }

    /// Find the hair in a still, which takes three runs of the network, and two more for each
    /// further head.
    ///
    /// - Throws: As `find(_:at:)`.
    public func findInStill(_ frame: MTLTexture) throws {
        try find { try lookAtHeads(frame) }
    }

    /// Draw what was found last, in the look.
    ///
    /// - Parameters:
    ///   - target: A texture to render into, of the frame's size.
    ///   - strength: 0 for the frame as it is, to 1.
    ///   - commands: A command buffer of the queue, which the caller commits.
    /// - Throws: `HairError`.
    public func draw(
        into target: MTLTexture, strength: Float = 1, commands: MTLCommandBuffer
    ) throws {
        guard let look = look, let frame = frame else {
            throw HairError.use("there is nothing to draw before wear and find")
        }
        try Self.check(target)
        guard target.width == frame.width, target.height == frame.height else {
            throw HairError.use(
                "the target is \(target.width) × \(target.height), "
                    + "but the frame \(frame.width) × \(frame.height)")
        }
        passes.render.set("strength", strength)
        passes.render.set("intensityDark", look.intensity.dark)
        passes.render.set("intensityLight", look.intensity.light)
        try passes.into(commands) {
            var picture = frame
            for (i, head) in drawn.enumerated() {
                let part = head.window
                passes.render.set("head", Float(head.number))
                passes.render.set("windowAt", Float(part.left), Float(part.top))
                passes.render.set("windowSize", Float(part.width), Float(part.height))
                // Each goes on from the picture that was drawn for the head before.
                let result = i == drawn.count - 1
                    ? target
                    : try passes.target(
                        "recoloured\(i % 2)", frame.width, frame.height, frame.pixelFormat)
                picture = try passes.run(
                    "recolor", result, picture, head.mask, head.state, look.dark, look.light,
                    head.cells)
            }
        }
    }

    private func find(_ look: () throws -> Void) throws {
        do {
            // Metal's command buffers are autoreleased: an app's loop over a film may drain no pool.
            try autoreleasepool {
                try look()
                passes.send()
            }
        } catch {
            // The network may have failed, at a cut perhaps.
            reset()
            passes.drop()
            throw error
        }
    }

    private func lookAtFrame(_ frame: MTLTexture) throws {
        let (next, all) = try takeIn(frame)
        let isSame = steadier.age > 0 && all == whole
        if !isSame { cuts.reset() }
        let (part, memory) = isSame ? try remember() : (all, nil)
        var view = try network.see(next, part, of: all)
        let goesOn = try !isCut(view, next, all) && isSame
        var mask: [Float]
        if goesOn {
            (view, mask) = try follow(view, memory, next, all)
        } else {
            // The first frame of a stream is looked at like a still: the next ones build on it.
            (view, mask) = try lookAtStill(view, next, all)
            sinceGlance = 0
            wide = 0
        }
        around = try glanced(view, mask, next, all)
        // Told from the answer alone: the steady mask is read with the next frame.
        let heads = finder.apart(mask, seen: view.window)
        if !goesOn { beginShot() }
        let origins = follower.follow(heads, through: view.window)
        let looks = try sights.look(next, all, mask, seen: view.window, heads, origins)
        let found = try headsToDraw(view, mask, heads, origins, looks)
        takeOver(next, all, view.window, found)
    }

    // Those of a stream's frame.
    private func headsToDraw(
        _ view: HairView, _ mask: [Float], _ heads: HairHeads, _ origins: [HairFollower.Origin],
        _ looks: [Int: HairSights.Look]
    ) throws -> [Head] {
        // Steady even if nobody is drawn with it: it is what the next look at all remembers.
        let coarse = try steadier.steady(
            view.small, passes.upload(mask, "answered", side: side, .r32Float))
        let refined = looks.count == heads.count ? nil : try refine(view, coarse)
        let cells = heads.count == 1
            ? passes.zero!
            : try passes.upload(
                heads.numbers, "heads", side: manifest.render.closer.cells, .r8Unorm)
        var sources: [HairIntensities.Source] = []
        var masks: [(window: HairWindow, mask: MTLTexture)] = []
        for number in 0..<heads.count {
            if let look = looks[number] {
                let answered = try passes.upload(
                    look.mask, "\(look.name)answered", side: side, .r32Float)
                let own = try look.steadier.steady(look.view.small, answered)
                masks.append((look.view.window, try refine(look.view, own, look.name)))
                sources.append(.init(
                    small: look.view.small, coarse: own, cells: passes.zero, number: 0))
            } else {
                masks.append((view.window, refined!))
                sources.append(.init(
                    small: view.small, coarse: coarse, cells: cells, number: number))
            }
        }
        let states = try intensities.ofFrame(sources, origins, isAnybody: follower.isAnybody)
        return states.indices.map { i in
            Head(
                window: masks[i].window, mask: masks[i].mask, state: states[i],
                cells: sources[i].cells, number: sources[i].number)
        }
    }

    // Each head in a still gets looks of its own.
    private func lookAtHeads(_ frame: MTLTexture) throws {
        let (next, all) = try takeIn(frame)
        var view = try network.see(next, all, of: all)
        let first = try network.answer(nil)
        let heads = finder.apart(first, seen: all)
        var looks: [(view: HairView, mask: [Float])] = []
        for number in 0..<heads.count {
            var look = try lookCloser(
                view, finder.only(heads, number, of: first), next, all, name(of: number))
            view = look.view
            look.mask = finder.shared(heads, number, of: look.mask, seen: all, in: view.window)
            looks.append(look)
        }
        beginShot()
        var found: [Head] = []
        for (number, look) in looks.enumerated() {
            let answered = try passes.upload(
                look.mask.map(withoutEnds), "answered", side: side, .r32Float)
            let state = try intensities.ofStill(number, look.view.small, answered)
            let refined = try refine(look.view, answered, name(of: number))
            found.append(Head(
                window: look.view.window, mask: refined, state: state, cells: passes.zero, number: 0))
        }
        // There may be no next frame to tell it with that the GPU has failed.
        try passes.finish()
        takeOver(next, all, all, found)
    }

    // Cut a still's answer so that the passes, which cut at the toe, cut it at its wider ends.
    private func withoutEnds(_ answer: Float) -> Float {
        let matte = manifest.render.matte
        let scale = (1 - 2 * matte.toe) / (1 - matte.still.toe - matte.still.shoulder)
        return max(0, min(1, matte.toe + scale * (answer - matte.still.toe)))
    }

    // The caller's texture may change, and this frame is looked at once more with the next.
    private func takeIn(_ frame: MTLTexture) throws -> (MTLTexture, HairWindow) {
        try Self.check(frame)
        let all = Self.whole(of: frame)
        return (try passes.copy(frame, all, "frame\(1 - shown)"), all)
    }

    private func takeOver(
        _ next: MTLTexture, _ all: HairWindow, _ part: HairWindow, _ heads: [Head]
    ) {
        frame = next
        shown = 1 - shown
        whole = all
        window = part
        drawn = heads
    }

    private func beginShot() {
        reset()
        intensities.beginShot()
        follower.reset()
        sights.clear()
    }

    // Textures of a still's first head are those that streams have, too.
    private func name(of head: Int) -> String {
        head == 0 ? "" : "\(head)"
    }

    // Of the whole frame: a head that turns changes all of its window.
    private func isCut(_ view: HairView, _ picture: MTLTexture, _ all: HairWindow) throws -> Bool {
        let from = view.window == all ? view.small : picture
        let small = try passes.shrink(from, to: manifest.render.cuts.side, "thumbnail")
        try passes.read(small, through: thumbnail)
        return cuts.update(try passes.values(thumbnail, as: UInt8.self))
    }

    // The window to look through now, and the last frame's steady mask there.
    private func remember() throws -> (HairWindow, [Float]?) {
        guard let window = window, let whole = whole, let frame = frame else {
            preconditionFailure("there is no frame before")
        }
        var mask = try steadier.previous()
        let isAdded = try sights.remember(frame, window, in: whole, addingTo: &mask)
        var next = around ?? closer.next(mask, seen: window, in: whole)
        let isWhole = window == whole
        if isWhole && wide > 0 {
            wide -= 1
            next = window
        }
        isEntered = isWhole && next != window
        if next == window {
            if isAdded { try steadier.carry(mask) }
            return (window, mask)
        }
        let memory = closer.moved(mask, from: window, to: next)
        try steadier.carry(memory, network.see(frame, next, of: whole).small)
        return (next, memory)
    }

    private func follow(
        _ view: HairView, _ memory: [Float]?, _ picture: MTLTexture, _ all: HairWindow
    ) throws -> (HairView, [Float]) {
        var view = view
        var mask = try network.answer(memory)
        if closer.hasEscaped(mask, seen: view.window, in: all) {
            // Else it had no colour for a frame. How the last one looked there is not known.
            let near = view.window
            view = try network.see(picture, closer.next(mask, seen: near, in: all), of: all)
            // Closer, there is no hair where the last frame saw some: no window for a while.
            if isEntered && view.window == all { wide = manifest.render.closer.glance }
            mask = try network.answer(closer.moved(mask, from: near, to: view.window))
            reset()
        }
        return (view, closer.faded(mask, seen: view.window, in: all))
    }

    private func lookAtStill(
        _ view: HairView, _ picture: MTLTexture, _ all: HairWindow
    ) throws -> (view: HairView, mask: [Float]) {
        // At a cut a window of it was seen.
        let view = view.window == all ? view : try network.see(picture, all, of: all)
        return try lookCloser(view, network.answer(nil), picture, all)
    }

    // Twice, after a first answer to all of it; `view` is what the network saw last.
    private func lookCloser(
        _ view: HairView, _ first: [Float], _ picture: MTLTexture, _ all: HairWindow, _ name: String = ""
    ) throws -> (view: HairView, mask: [Float]) {
        let part = closer.next(first, seen: all, in: all)
        let view = part == view.window ? view : try network.see(picture, part, of: all, name)
        let memory = part == all ? first : closer.moved(first, from: all, to: part)
        let second = try network.answer(memory)
        let third = try network.answer(second, isMirrored: true)
        let mask = second.indices.map { (second[$0] + third[network.across($0)]) / 2 }
        return (view, closer.faded(mask, seen: part, in: all))
    }

    // Now and then: the window around all hair, if some is outside this one.
    private func glanced(
        _ view: HairView, _ mask: [Float], _ picture: MTLTexture, _ all: HairWindow
    ) throws -> HairWindow? {
        let settings = manifest.render.closer
        sinceGlance = view.window == all ? 0 : sinceGlance + 1
        if sinceGlance < settings.glance { return nil }
        sinceGlance = 0
        _ = try network.see(picture, all, of: all, "glance")
        let found = try network.answer(closer.moved(mask, from: view.window, to: all))
        let ones = [Float](repeating: 1, count: side * side)
        let inside = closer.moved(ones, from: view.window, to: all)
        let outside = zip(found, inside).filter { $0 * (1 - $1) > 0.5 }.count
        let isSomebody = Double(outside) > settings.somebody * Double(found.count)
        return isSomebody ? closer.next(found, seen: all, in: all) : nil
    }

    private func refine(
        _ view: HairView, _ coarse: MTLTexture, _ name: String = ""
    ) throws -> MTLTexture {
        let width = view.window.width, height = view.window.height
        let grid = Double(manifest.render.matte.grid)
        let halvings = (log2(Double(max(width, height)) / grid) + 0.5).rounded(.down)
        let cell = 1 << max(0, Int(halvings))
        func parts(_ length: Int, _ part: Int) -> Int { (length + part - 1) / part }
        let columns = parts(width, cell), rows = parts(height, cell)
        let tiles = (parts(columns, Self.tile), parts(rows, Self.tile))
        let floats = HairPasses.floats
        passes.mask.set("cell", Float(cell))
        let found = try passes.run(
            "coloursOfCells", passes.target("cells", columns, rows, floats), view.seen, coarse)
        let ramps = try passes.run(
            "rampsOfCells", passes.target("ramps", columns, rows, floats), found)
        let doubts = try passes.run(
            "doubtsOfCells", passes.target("doubts", columns, rows, floats), found, ramps)
        let lines = try passes.run(
            "linesOfCells", passes.target("lines", columns + 2, rows + 2, floats), found, doubts)
        let edges = try passes.run(
            "edgesOfTiles", passes.target("edges", tiles.0, tiles.1, .r8Unorm), doubts)
        return try passes.run(
            "matte", passes.target("\(name)mask", width, height, .r8Unorm),
            view.seen, coarse, lines, edges)
    }

    private static func whole(of picture: MTLTexture) -> HairWindow {
        HairWindow(width: picture.width, height: picture.height)
    }

    private static func check(_ picture: MTLTexture) throws {
        let isPlain = picture.textureType == .type2D
        guard isPlain, [.bgra8Unorm, .rgba8Unorm].contains(picture.pixelFormat) else {
            throw HairError.use(
                "expected a two-dimensional texture of .bgra8Unorm or .rgba8Unorm: "
                    + "with _srgb Metal would decode what has to stay encoded")
        }
    }
}
