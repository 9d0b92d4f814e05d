import Foundation

public protocol MTLDevice: NSObjectProtocol, Sendable {
    func makeCommandQueue() -> (any MTLCommandQueue)?
    func makeDefaultLibrary() -> (any MTLLibrary)?
    func makeRenderPipelineState(
        descriptor: MTLRenderPipelineDescriptor
    ) throws -> any MTLRenderPipelineState
    func makeTexture(descriptor: MTLTextureDescriptor) -> (any MTLTexture)?
    func makeBuffer(length: Int, options: MTLResourceOptions) -> (any MTLBuffer)?
    func makeBuffer(
        bytes: UnsafeRawPointer, length: Int, options: MTLResourceOptions
    ) -> (any MTLBuffer)?
}

extension MTLDevice {
    public func makeBuffer(length: Int) -> (any MTLBuffer)? {
        makeBuffer(length: length, options: [])
    }
}

public protocol MTLLibrary: NSObjectProtocol, Sendable {
    func makeFunction(name functionName: String) -> (any MTLFunction)?
}

public protocol MTLFunction: NSObjectProtocol, Sendable {
    var name: String { get }
}

public protocol MTLRenderPipelineState: NSObjectProtocol, Sendable {}

public protocol MTLResource: NSObjectProtocol {
    var label: String? { get set }
    var device: any MTLDevice { get }
    var storageMode: MTLStorageMode { get }
}

public protocol MTLBuffer: MTLResource {
    var length: Int { get }
    func contents() -> UnsafeMutableRawPointer
}

public protocol MTLTexture: MTLResource {
    var textureType: MTLTextureType { get }
    var pixelFormat: MTLPixelFormat { get }
    var width: Int { get }
    var height: Int { get }
    var depth: Int { get }
    var usage: MTLTextureUsage { get }
}

public protocol MTLCommandQueue: NSObjectProtocol, Sendable {
    var label: String? { get set }
    var device: any MTLDevice { get }
    func makeCommandBuffer() -> (any MTLCommandBuffer)?
}

public protocol MTLCommandBuffer: NSObjectProtocol {
    var label: String? { get set }
    var device: any MTLDevice { get }
    var commandQueue: any MTLCommandQueue { get }
    var status: MTLCommandBufferStatus { get }
    var error: (any Error)? { get }
    func makeRenderCommandEncoder(
        descriptor renderPassDescriptor: MTLRenderPassDescriptor
    ) -> (any MTLRenderCommandEncoder)?
    func makeBlitCommandEncoder() -> (any MTLBlitCommandEncoder)?
    func commit()
    func waitUntilCompleted()
}

public protocol MTLCommandEncoder: NSObjectProtocol {
    var label: String? { get set }
    func endEncoding()
}

public protocol MTLRenderCommandEncoder: MTLCommandEncoder {
    func setRenderPipelineState(_ pipelineState: any MTLRenderPipelineState)
    func setFragmentTexture(_ texture: (any MTLTexture)?, index: Int)
    func setFragmentBytes(_ bytes: UnsafeRawPointer, length: Int, index: Int)
    func drawPrimitives(type primitiveType: MTLPrimitiveType, vertexStart: Int, vertexCount: Int)
}

public protocol MTLBlitCommandEncoder: MTLCommandEncoder {
    func copy(
        from sourceTexture: any MTLTexture, sourceSlice: Int, sourceLevel: Int,
        sourceOrigin: MTLOrigin, sourceSize: MTLSize, to destinationTexture: any MTLTexture,
        destinationSlice: Int, destinationLevel: Int, destinationOrigin: MTLOrigin)
    func copy(
        from sourceBuffer: any MTLBuffer, sourceOffset: Int, sourceBytesPerRow: Int,
        sourceBytesPerImage: Int, sourceSize: MTLSize, to destinationTexture: any MTLTexture,
        destinationSlice: Int, destinationLevel: Int, destinationOrigin: MTLOrigin)
    func copy(
        from sourceTexture: any MTLTexture, sourceSlice: Int, sourceLevel: Int,
        sourceOrigin: MTLOrigin, sourceSize: MTLSize, to destinationBuffer: any MTLBuffer,
        destinationOffset: Int, destinationBytesPerRow: Int, destinationBytesPerImage: Int)
}
