import Foundation
import Gpu

/// What a test asks of the stub.
public enum Simulation {
    /// Textures and buffers that are not released yet.
    nonisolated(unsafe) public internal(set) static var living = 0

    /// Command buffers that are handed over before one that will fail; negative where none will.
    nonisolated(unsafe) public static var commitsLeft = -1

    /// One has failed since this was set to false.
    nonisolated(unsafe) public static var hasFailed = false

    /// The bytes of textures and buffers, and the most that they have been.
    nonisolated(unsafe) static var bytes = 0 {
        didSet { mostBytes = max(mostBytes, bytes) }
    }
    nonisolated(unsafe) public private(set) static var mostBytes = 0

    /// Command buffers and encoders that were made where no pool is drained after them.
    nonisolated(unsafe) public private(set) static var strays = 0

    nonisolated(unsafe) fileprivate static var pools = 0

    static func autorelease() {
        if pools == 0 { strays += 1 }
    }

    /// The next pipeline is not made, as where iOS has ended its compiler.
    nonisolated(unsafe) public static var refusesPipeline = false

    /// Somebody else writes to a texture at once.
    public static func forget(_ texture: any MTLTexture) {
        (texture as! Texture).forget()
    }
}

/// Objective-C's, which Linux lacks.
public func autoreleasepool<Result>(invoking body: () throws -> Result) rethrows -> Result {
    Simulation.pools += 1
    defer { Simulation.pools -= 1 }
    return try body()
}

public func MTLCreateSystemDefaultDevice() -> (any MTLDevice)? {
    Device()
}

final class Device: NSObject, MTLDevice {
    func makeCommandQueue() -> (any MTLCommandQueue)? {
        Queue(self)
    }

    func makeDefaultLibrary() -> (any MTLLibrary)? {
        Library()
    }

    func makeRenderPipelineState(
        descriptor: MTLRenderPipelineDescriptor
    ) throws -> any MTLRenderPipelineState {
        guard let vertex = descriptor.vertexFunction as? Function, vertex.about.is_vertex else {
            misuse("a pipeline without a vertex function")
        }
        guard let fragment = descriptor.fragmentFunction as? Function, !fragment.about.is_vertex
        else {
            misuse("a pipeline without a fragment function")
        }
        if Simulation.refusesPipeline {
            Simulation.refusesPipeline = false
            throw NSError(domain: "CompilerError", code: 2)
        }
        let format = descriptor.colorAttachments[0].pixelFormat
        if format == .invalid { misuse("a pipeline that writes nothing") }
        return Pipeline(vertex, fragment, format)
    }

    func makeTexture(descriptor: MTLTextureDescriptor) -> (any MTLTexture)? {
        Texture(self, descriptor)
    }

    func makeBuffer(length: Int, options: MTLResourceOptions) -> (any MTLBuffer)? {
        Buffer(self, options.contains(.storageModePrivate) ? .private : .shared, length: length)
    }

    func makeBuffer(
        bytes: UnsafeRawPointer, length: Int, options: MTLResourceOptions
    ) -> (any MTLBuffer)? {
        let buffer = makeBuffer(length: length, options: options)
        buffer?.contents().copyMemory(from: bytes, byteCount: length)
        return buffer
    }
}

/// All .metal files of the bundle.
final class Library: NSObject, MTLLibrary {
    func makeFunction(name functionName: String) -> (any MTLFunction)? {
        guard let about = gpu_function(functionName) else { return nil }
        return Function(functionName, about.pointee)
    }
}

final class Function: NSObject, MTLFunction, @unchecked Sendable {
    let name: String
    let about: GpuFunction

    init(_ name: String, _ about: GpuFunction) {
        self.name = name
        self.about = about
    }

    /// Type of the texture that it declares at each slot.
    func textureType(_ slot: Int) -> MTLTextureType? {
        withUnsafeBytes(of: about.textures) {
            MTLTextureType(rawValue: UInt($0.bindMemory(to: Int32.self)[slot]))
        }
    }
}

final class Pipeline: NSObject, MTLRenderPipelineState {
    let vertex: Function, fragment: Function
    let format: MTLPixelFormat

    init(_ vertex: Function, _ fragment: Function, _ format: MTLPixelFormat) {
        self.vertex = vertex
        self.fragment = fragment
        self.format = format
    }
}
