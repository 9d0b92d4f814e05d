import Foundation
import Metal

/// The shaders' passes. Row 0 of every texture is the top row of the picture.
///
/// What is asked for is done in its order, once `send` or `finish` hands it to the GPU.
final class HairPasses {
    let mask, steady, render: HairSettings

    /// 1 × 1 of 0: no motion, no intensity before, and the cells of one head.
    private(set) var zero: MTLTexture!

    /// What textures hold floats in.
    static let floats = MTLPixelFormat.rgba32Float
    static let bytes = MTLPixelFormat.rgba8Unorm

    private final class Pass {
        let vertex, fragment: MTLFunction
        // Where each texture that it reads is bound.
        let reads: [Int]
        let settings: HairSettings?
        var pipelines: [MTLPixelFormat: MTLRenderPipelineState] = [:]

        init(_ vertex: MTLFunction, _ fragment: MTLFunction, reads: [Int], settings: HairSettings?) {
            self.vertex = vertex
            self.fragment = fragment
            self.reads = reads
            self.settings = settings
        }
    }

    private let queue: MTLCommandQueue
    private var passes: [String: Pass] = [:]
    private var targets: [String: MTLTexture] = [:]
    private var commands: MTLCommandBuffer?
    private var sent: [MTLCommandBuffer] = []

    init(_ manifest: HairManifest, queue: MTLCommandQueue, library: MTLLibrary) throws {
        self.queue = queue
        let modules = manifest.modules
        mask = try HairSettings(
            modules.hairMask, named: "hair_mask",
            "float2 scale, float toe, float noise, int cell, int radius, int reach, float unsure")
        steady = try HairSettings(
            modules.hairSteady, named: "hair_steady",
            "int cell, float ease, float noise, float carry")
        render = try HairSettings(
            modules.hairRender, named: "hair_render",
            "float intensityDark, float intensityLight, float strength, float toe, float slow, "
                + "float fast, float jump, float leastHair, float2 windowAt, float2 windowSize, "
                + "float head")
        let all = [
            "hair_mask": (modules.hairMask, mask),
            "hair_steady": (modules.hairSteady, steady),
            "hair_render": (modules.hairRender, render),
        ]
        func function(_ name: String) throws -> MTLFunction {
            guard let found = library.makeFunction(name: name) else {
                throw HairError.bundle("the library has no function \(name): add shaders/*.metal")
            }
            return found
        }
        for about in manifest.passes {
            guard let (module, settings) = all[about.module] else {
                throw HairError.bundle("manifest.json has a pass of an unknown module, \(about.module)")
            }
            let places = about.reads.compactMap { module.textures.firstIndex(of: $0) }
            guard places.count == about.reads.count else {
                throw HairManifest.refused("what \(about.entry) reads", about.reads, "\(module.textures)")
            }
            passes[about.entry] = Pass(
                try function("\(about.module)_fullscreen"), try function(about.entry),
                reads: places, settings: about.settings ? settings : nil)
        }
        zero = try upload([Float](repeating: 0, count: 4), "zero", side: 1, Self.floats)
    }

    /// A texture to render into, kept under its name and made anew for another size or format.
    func target(
        _ name: String, _ width: Int, _ height: Int, _ format: MTLPixelFormat
    ) throws -> MTLTexture {
        let kept = targets[name]
        if let kept = kept, kept.width == width, kept.height == height, kept.pixelFormat == format {
            return kept
        }
        let descriptor = MTLTextureDescriptor()
        descriptor.pixelFormat = format
        descriptor.width = width
        descriptor.height = height
        descriptor.usage = [.shaderRead, .renderTarget]
        descriptor.storageMode = .private
        let target = try made(queue.device.makeTexture(descriptor: descriptor))
        try draw(into: target, .clear)
        targets[name] = target
        return target
    }

    /// A square texture of those values, which begin with the top row.
    func upload<Value>(
        _ values: [Value], _ name: String, side: Int, _ format: MTLPixelFormat
    ) throws -> MTLTexture {
        let texture = try target(name, side, side, format)
        try values.withUnsafeBytes { try upload($0, MTLSizeMake(side, side, 1), to: texture) }
        return texture
    }

    /// A file of half floats.
    func lut(_ file: Data, size: Int) throws -> MTLTexture {
        let descriptor = MTLTextureDescriptor()
        descriptor.textureType = .type3D
        descriptor.pixelFormat = .rgba16Float
        descriptor.width = size
        descriptor.height = size
        descriptor.depth = size
        descriptor.usage = .shaderRead
        descriptor.storageMode = .private
        let lut = try made(queue.device.makeTexture(descriptor: descriptor))
        try file.withUnsafeBytes { try upload($0, MTLSizeMake(size, size, size), to: lut) }
        return lut
    }

    /// A part of a picture, or all of it, as a texture of our own.
    func copy(_ picture: MTLTexture, _ part: HairWindow, _ name: String) throws -> MTLTexture {
        let target = try self.target(name, part.width, part.height, picture.pixelFormat)
        let blit = try made(try current().makeBlitCommandEncoder())
        blit.copy(
            from: picture, sourceSlice: 0, sourceLevel: 0,
            sourceOrigin: MTLOriginMake(part.left, part.top, 0),
            sourceSize: MTLSizeMake(part.width, part.height, 1),
            to: target, destinationSlice: 0, destinationLevel: 0,
            destinationOrigin: MTLOriginMake(0, 0, 0))
        blit.endEncoding()
        return target
    }

    /// A picture as a square of that size.
    func shrink(_ picture: MTLTexture, to size: Int, _ name: String) throws -> MTLTexture {
        var picture = picture
        var step = 0
        repeat {
            let width = picture.width, height = picture.height
            let halves = width >= 2 * size || height >= 2 * size
            let w = !halves ? size : width >= 2 * size ? width / 2 : width
            let h = !halves ? size : height >= 2 * size ? height / 2 : height
            mask.set("scale", Float(width) / Float(w), Float(height) / Float(h))
            let target = try self.target("\(name)\(step)", w, h, HairPasses.bytes)
            picture = try run("shrink", target, picture)
            step += 1
        } while picture.width != size || picture.height != size
        return picture
    }

    /// Run a pass; `textures` in the order in which the manifest says that it reads them.
    @discardableResult
    func run(_ entry: String, _ target: MTLTexture, _ textures: MTLTexture...) throws -> MTLTexture {
        guard let pass = passes[entry] else {
            throw HairError.bundle("manifest.json has no pass \(entry)")
        }
        let pipeline = try pipeline(of: pass, for: target.pixelFormat)
        try draw(into: target, .dontCare) { encoder in
            encoder.setRenderPipelineState(pipeline)
            for (texture, place) in zip(textures, pass.reads) {
                encoder.setFragmentTexture(texture, index: place)
            }
            if let bytes = pass.settings?.bytes {
                encoder.setFragmentBytes(bytes, length: bytes.count, index: 0)
            }
            encoder.drawPrimitives(type: .triangle, vertexStart: 0, vertexCount: 3)
        }
        return target
    }

    /// Memory that textures of that many bytes can be read through.
    func reader(_ length: Int) throws -> MTLBuffer {
        try made(queue.device.makeBuffer(length: length, options: .storageModeShared))
    }

    /// Copy a square texture, which is there when `values` of the reader are asked for.
    func read(_ texture: MTLTexture, through reader: MTLBuffer) throws {
        let blit = try made(try current().makeBlitCommandEncoder())
        blit.copy(
            from: texture, sourceSlice: 0, sourceLevel: 0, sourceOrigin: MTLOriginMake(0, 0, 0),
            sourceSize: MTLSizeMake(texture.width, texture.height, 1),
            to: reader, destinationOffset: 0, destinationBytesPerRow: reader.length / texture.height,
            destinationBytesPerImage: reader.length)
        blit.endEncoding()
    }

    func values<Value>(_ reader: MTLBuffer, as type: Value.Type) throws -> [Value] {
        try finish()
        let count = reader.length / MemoryLayout<Value>.stride
        let start = reader.contents().bindMemory(to: type, capacity: count)
        return Array(UnsafeBufferPointer(start: start, count: count))
    }

    /// Hand over what has been asked for.
    func send() {
        guard let commands = commands else { return }
        commands.commit()
        sent.append(commands)
        self.commands = nil
    }

    /// Hand it over, and wait until the GPU is done with all.
    func finish() throws {
        send()
        let all = sent
        sent = []
        for commands in all {
            commands.waitUntilCompleted()
            if commands.status == .error {
                let why = commands.error.map { ": \($0.localizedDescription)" } ?? ""
                throw HairError.gpu("the GPU has not done its work\(why)")
            }
        }
    }

    /// Begin anew with other textures: some may not have got what they should hold.
    func drop() {
        commands = nil
        sent = []
        targets = [:]
    }

    /// What is asked for in `body` goes into a command buffer that the caller hands over.
    func into(_ commands: MTLCommandBuffer, _ body: () throws -> Void) throws {
        send()
        self.commands = commands
        defer { self.commands = nil }
        try autoreleasepool(invoking: body)
    }

    private func current() throws -> MTLCommandBuffer {
        if let commands = commands { return commands }
        let made = try self.made(queue.makeCommandBuffer())
        made.label = "hairsdk"
        commands = made
        return made
    }

    private func upload(
        _ bytes: UnsafeRawBufferPointer, _ size: MTLSize, to texture: MTLTexture
    ) throws {
        // Fresh memory each time: the GPU may still be reading what was handed over before.
        let memory = try made(queue.device.makeBuffer(
            bytes: bytes.baseAddress!, length: bytes.count, options: .storageModeShared))
        let blit = try made(try current().makeBlitCommandEncoder())
        let image = bytes.count / size.depth
        blit.copy(
            from: memory, sourceOffset: 0, sourceBytesPerRow: image / size.height,
            sourceBytesPerImage: image, sourceSize: size,
            to: texture, destinationSlice: 0, destinationLevel: 0,
            destinationOrigin: MTLOriginMake(0, 0, 0))
        blit.endEncoding()
    }

    private func draw(
        into target: MTLTexture, _ load: MTLLoadAction,
        _ body: (MTLRenderCommandEncoder) -> Void = { _ in }
    ) throws {
        let descriptor = MTLRenderPassDescriptor()
        descriptor.colorAttachments[0].texture = target
        descriptor.colorAttachments[0].loadAction = load
        descriptor.colorAttachments[0].clearColor = MTLClearColorMake(0, 0, 0, 0)
        descriptor.colorAttachments[0].storeAction = .store
        let encoder = try made(try current().makeRenderCommandEncoder(descriptor: descriptor))
        body(encoder)
        encoder.endEncoding()
    }

    private func pipeline(
        of pass: Pass, for format: MTLPixelFormat
    ) throws -> MTLRenderPipelineState {
        if let kept = pass.pipelines[format] { return kept }
        let descriptor = MTLRenderPipelineDescriptor()
        descriptor.vertexFunction = pass.vertex
        descriptor.fragmentFunction = pass.fragment
        descriptor.colorAttachments[0].pixelFormat = format
        do {
            let pipeline = try queue.device.makeRenderPipelineState(descriptor: descriptor)
            pass.pipelines[format] = pipeline
            return pipeline
        } catch {
            let name = pass.fragment.name
            throw HairError.gpu("the GPU has not taken \(name): \(error.localizedDescription)")
        }
    }

    private func made<Thing>(_ thing: Thing?) throws -> Thing {
        guard let thing = thing else { throw HairError.gpu("the GPU has no memory left") }
        return thing
    }
}
