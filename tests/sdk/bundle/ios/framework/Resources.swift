import Foundation
import Gpu

/// Ends the program: a device does what it likes, or Metal's own checks end the app.
func misuse(_ what: String) -> Never {
    fatalError("Metal: \(what)")
}

class Resource: NSObject, @unchecked Sendable {
    var label: String?
    let device: any MTLDevice
    let storageMode: MTLStorageMode
    let bytes: UnsafeMutableRawBufferPointer

    init(_ device: Device, _ storageMode: MTLStorageMode, length: Int) {
        self.device = device
        self.storageMode = storageMode
        bytes = .allocate(byteCount: length, alignment: 16)
        Simulation.living += 1
        Simulation.bytes += length
    }

    deinit {
        Simulation.living -= 1
        Simulation.bytes -= bytes.count
        bytes.deallocate()
    }
}

final class Buffer: Resource, MTLBuffer, @unchecked Sendable {
    var length: Int { bytes.count }

    override init(_ device: Device, _ storageMode: MTLStorageMode, length: Int) {
        if length <= 0 { misuse("a buffer of \(length) bytes") }
        super.init(device, storageMode, length: length)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    func contents() -> UnsafeMutableRawPointer {
        if storageMode != .shared { misuse("private buffers have no contents for the CPU") }
        return bytes.baseAddress!
    }
}

final class Texture: Resource, MTLTexture, @unchecked Sendable {
    let textureType: MTLTextureType
    let pixelFormat: MTLPixelFormat
    let width: Int, height: Int, depth: Int
    let usage: MTLTextureUsage
    let texelSize: Int
    let own: UnsafeMutablePointer<GpuTexture>


    init(_ device: Device, _ about: MTLTextureDescriptor) {
        textureType = about.textureType
        pixelFormat = about.pixelFormat
        (width, height, depth) = (about.width, about.height, about.depth)
        usage = about.usage
        let most = textureType == .type2D ? 16384 : 2048
        for side in [width, height, depth] where side < 1 || side > most {
            misuse("a texture of \(width) x \(height) x \(depth)")
        }
        if textureType == .type2D && depth != 1 { misuse("a flat texture of depth \(depth)") }
        texelSize = gpu_texel_size(Int32(pixelFormat.rawValue))
        if texelSize == 0 { misuse("a texture of format \(pixelFormat)") }
        own = .allocate(capacity: 1)
        super.init(device, about.storageMode, length: width * height * depth * texelSize)
        own.initialize(
            to: GpuTexture(
                type: Int32(textureType.rawValue), format: Int32(pixelFormat.rawValue),
                width: UInt32(width), height: UInt32(height), depth: UInt32(depth),
                texels: bytes.bindMemory(to: UInt8.self).baseAddress))
        forget()
    }

    deinit {
        own.deallocate()
    }

    /// What is in a new texture, and where texels are not kept: NaN, or a dark grey.
    func forget() {
        let isFloat = [.r32Float, .rgba16Float, .rgba32Float].contains(pixelFormat)
        bytes.initializeMemory(as: UInt8.self, repeating: isFloat ? 0xFF : 0x5A)
    }

    func clear(_ colour: MTLClearColor) {
        gpu_fill(own, [colour.red, colour.green, colour.blue, colour.alpha].map { Float($0) })
    }

    func check(_ origin: MTLOrigin, _ size: MTLSize, slice: Int, level: Int) {
        if slice != 0 || level != 0 { misuse("slice \(slice), level \(level) of \(self)") }
        for (start, length, all) in [
            (origin.x, size.width, width), (origin.y, size.height, height),
            (origin.z, size.depth, depth),
        ] where start < 0 || length < 1 || start + length > all {
            misuse("\(size) from \(origin) is not inside of \(self)")
        }
    }

    /// Where a row of texels begins.
    func row(_ x: Int, _ y: Int, _ z: Int) -> UnsafeMutableRawPointer {
        bytes.baseAddress! + ((z * height + y) * width + x) * texelSize
    }

    override var description: String {
        "\(label ?? "a texture"), \(width) x \(height) x \(depth) of \(pixelFormat)"
    }
}
