import Foundation
import Gpu

class Encoder: NSObject {
    var label: String?
    let commands: Commands
    private var isEnded = false

    init(_ commands: Commands) {
        self.commands = commands
    }

    deinit {
        if !isEnded { misuse("an encoder was released before endEncoding()") }
    }

    func endEncoding() {
        checkOpen()
        isEnded = true
        commands.encoder = nil
    }

    func checkOpen() {
        if isEnded { misuse("an encoder is used after endEncoding()") }
    }
}

final class RenderEncoder: Encoder, MTLRenderCommandEncoder {
    private static let mostBytes = 4096

    private let target: Texture
    private let storeAction: MTLStoreAction
    private var pipeline: Pipeline?
    private var textures = [Texture?](repeating: nil, count: Int(GPU_SLOTS))
    private var settings: [UInt8] = []

    init(_ commands: Commands, _ attachment: MTLRenderPassColorAttachmentDescriptor) {
        guard let target = attachment.texture as? Texture else { misuse("a pass without a target") }
        if !target.usage.contains(.renderTarget) { misuse("\(target) is not .renderTarget") }
        if target.textureType != .type2D { misuse("\(target) is rendered into") }
        self.target = target
        storeAction = attachment.storeAction
        super.init(commands)
        let (action, colour) = (attachment.loadAction, attachment.clearColor)
        commands.add {
            if action == .clear { target.clear(colour) }
            if action == .dontCare { target.forget() }
        }
    }

    func setRenderPipelineState(_ pipelineState: any MTLRenderPipelineState) {
        checkOpen()
        guard let own = pipelineState as? Pipeline else { misuse("a pipeline of another device") }
        if own.format != target.pixelFormat {
            misuse("\(own.fragment.name) writes \(own.format), its target is \(target)")
        }
        pipeline = own
    }

    func setFragmentTexture(_ texture: (any MTLTexture)?, index: Int) {
        checkOpen()
        if !textures.indices.contains(index) { misuse("texture \(index)") }
        textures[index] = texture.map { $0 as! Texture }
    }

    func setFragmentBytes(_ bytes: UnsafeRawPointer, length: Int, index: Int) {
        checkOpen()
        if index != 0 { misuse("no shader has a buffer \(index)") }
        if length < 1 || length > Self.mostBytes { misuse("\(length) bytes of settings") }
        settings = Array(UnsafeRawBufferPointer(start: bytes, count: length))
    }

    func drawPrimitives(type primitiveType: MTLPrimitiveType, vertexStart: Int, vertexCount: Int) {
        checkOpen()
        if vertexStart != 0 || vertexCount != 3 { misuse("a pass is one triangle") }
        guard let pipeline else { misuse("a draw without a pipeline") }
        check(pipeline.fragment)
        let (vertex, fragment) = (pipeline.vertex.name, pipeline.fragment.name)
        let (textures, settings, target) = (textures, settings, target)
        commands.add {
            let bound = textures.map { $0.map { UnsafePointer($0.own) } }
            settings.withUnsafeBytes {
                gpu_draw(vertex, fragment, bound, $0.isEmpty ? nil : $0.baseAddress, target.own)
            }
        }
    }

    /// That a function can be drawn with what is bound. If it reads more, that shows then.
    private func check(_ fragment: Function) {
        let (name, about) = (fragment.name, fragment.about)
        if about.reads_settings && settings.isEmpty { misuse("\(name) without settings") }
        if !settings.isEmpty && settings.count < about.settings_size {
            misuse("\(name): \(settings.count) bytes of settings, which are \(about.settings_size)")
        }
        for (slot, texture) in textures.enumerated() {
            let type = fragment.textureType(slot)
            guard let texture else {
                // Metal's own checks go by what a function declares.
                if type != nil { misuse("\(name) without texture \(slot)") }
                continue
            }
            guard let type else { misuse("\(name) has no texture \(slot)") }
            if type != texture.textureType { misuse("\(name) reads \(texture) as \(type)") }
            if !texture.usage.contains(.shaderRead) { misuse("\(texture) is not .shaderRead") }
            if texture === target { misuse("\(name) reads \(texture) and renders into it") }
        }
    }

    override func endEncoding() {
        super.endEncoding()
        let target = target
        if storeAction == .dontCare { commands.add { target.forget() } }
    }
}

final class BlitEncoder: Encoder, MTLBlitCommandEncoder {
    func copy(
        from sourceTexture: any MTLTexture, sourceSlice: Int, sourceLevel: Int,
        sourceOrigin: MTLOrigin, sourceSize: MTLSize, to destinationTexture: any MTLTexture,
        destinationSlice: Int, destinationLevel: Int, destinationOrigin: MTLOrigin
    ) {
        checkOpen()
        let (source, destination) = (sourceTexture as! Texture, destinationTexture as! Texture)
        source.check(sourceOrigin, sourceSize, slice: sourceSlice, level: sourceLevel)
        destination.check(
            destinationOrigin, sourceSize, slice: destinationSlice, level: destinationLevel)
        if source.pixelFormat != destination.pixelFormat {
            misuse("\(source) is copied to \(destination)")
        }
        if source === destination { misuse("\(source) is copied to itself") }
        let length = sourceSize.width * source.texelSize
        add(sourceSize) { y, z in
            let from = sourceOrigin, to = destinationOrigin
            destination.row(to.x, to.y + y, to.z + z)
                .copyMemory(from: source.row(from.x, from.y + y, from.z + z), byteCount: length)
        }
    }

    func copy(
        from sourceBuffer: any MTLBuffer, sourceOffset: Int, sourceBytesPerRow: Int,
        sourceBytesPerImage: Int, sourceSize: MTLSize, to destinationTexture: any MTLTexture,
        destinationSlice: Int, destinationLevel: Int, destinationOrigin: MTLOrigin
    ) {
        checkOpen()
        let (source, destination) = (sourceBuffer as! Buffer, destinationTexture as! Texture)
        destination.check(
            destinationOrigin, sourceSize, slice: destinationSlice, level: destinationLevel)
        let layout = Layout(sourceOffset, sourceBytesPerRow, sourceBytesPerImage)
        layout.check(sourceSize, source, destination)
        let length = sourceSize.width * destination.texelSize
        add(sourceSize) { y, z in
            let to = destinationOrigin
            destination.row(to.x, to.y + y, to.z + z)
                .copyMemory(from: layout.row(y, z, source), byteCount: length)
        }
    }

    func copy(
        from sourceTexture: any MTLTexture, sourceSlice: Int, sourceLevel: Int,
        sourceOrigin: MTLOrigin, sourceSize: MTLSize, to destinationBuffer: any MTLBuffer,
        destinationOffset: Int, destinationBytesPerRow: Int, destinationBytesPerImage: Int
    ) {
        checkOpen()
        let (source, destination) = (sourceTexture as! Texture, destinationBuffer as! Buffer)
        source.check(sourceOrigin, sourceSize, slice: sourceSlice, level: sourceLevel)
        let layout = Layout(destinationOffset, destinationBytesPerRow, destinationBytesPerImage)
        layout.check(sourceSize, destination, source)
        let length = sourceSize.width * source.texelSize
        add(sourceSize) { y, z in
            let from = sourceOrigin
            layout.row(y, z, destination)
                .copyMemory(from: source.row(from.x, from.y + y, from.z + z), byteCount: length)
        }
    }

    private func add(_ size: MTLSize, _ copyRow: @escaping (Int, Int) -> Void) {
        commands.add {
            for z in 0..<size.depth {
                for y in 0..<size.height { copyRow(y, z) }
            }
        }
    }
}

/// How texels lie in a buffer.
struct Layout {
    let offset: Int, perRow: Int, perImage: Int

    init(_ offset: Int, _ perRow: Int, _ perImage: Int) {
        (self.offset, self.perRow, self.perImage) = (offset, perRow, perImage)
    }

    func check(_ size: MTLSize, _ buffer: Buffer, _ texture: Texture) {
        let texel = texture.texelSize
        if offset < 0 || offset % texel != 0 { misuse("offset \(offset) with \(texture)") }
        if perRow < size.width * texel || perRow % texel != 0 {
            misuse("\(perRow) bytes per row of \(size) with \(texture)")
        }
        if size.depth > 1 && (perImage < size.height * perRow || perImage % texel != 0) {
            misuse("\(perImage) bytes per image of \(size) with \(texture)")
        }
        let last = (size.depth - 1) * perImage + (size.height - 1) * perRow + size.width * texel
        if offset + last > buffer.length { misuse("\(size) in \(buffer.length) bytes") }
    }

    func row(_ y: Int, _ z: Int, _ buffer: Buffer) -> UnsafeMutableRawPointer {
        buffer.bytes.baseAddress! + offset + z * perImage + y * perRow
    }
}
