import Foundation

open class MTLTextureDescriptor: NSObject {
    open var textureType = MTLTextureType.type2D
    open var pixelFormat = MTLPixelFormat.rgba8Unorm
    open var width = 1
    open var height = 1
    open var depth = 1
    open var storageMode = MTLStorageMode.shared
    open var usage: MTLTextureUsage = .shaderRead

    open class func texture2DDescriptor(
        pixelFormat: MTLPixelFormat, width: Int, height: Int, mipmapped: Bool
    ) -> MTLTextureDescriptor {
        if mipmapped { misuse("mipmaps are not here") }
        let descriptor = MTLTextureDescriptor()
        descriptor.pixelFormat = pixelFormat
        (descriptor.width, descriptor.height) = (width, height)
        return descriptor
    }
}

open class MTLRenderPipelineColorAttachmentDescriptor: NSObject {
    open var pixelFormat = MTLPixelFormat.invalid
}

open class MTLRenderPipelineColorAttachmentDescriptorArray: NSObject {
    let first = MTLRenderPipelineColorAttachmentDescriptor()

    open subscript(attachmentIndex: Int) -> MTLRenderPipelineColorAttachmentDescriptor! {
        if attachmentIndex != 0 { misuse("shaders write colour 0 alone") }
        return first
    }
}

open class MTLRenderPipelineDescriptor: NSObject {
    open var label: String?
    open var vertexFunction: (any MTLFunction)?
    open var fragmentFunction: (any MTLFunction)?
    public let colorAttachments = MTLRenderPipelineColorAttachmentDescriptorArray()
}

open class MTLRenderPassColorAttachmentDescriptor: NSObject {
    open var texture: (any MTLTexture)?
    open var loadAction = MTLLoadAction.dontCare
    open var storeAction = MTLStoreAction.store
    open var clearColor = MTLClearColorMake(0, 0, 0, 1)
}

open class MTLRenderPassColorAttachmentDescriptorArray: NSObject {
    let first = MTLRenderPassColorAttachmentDescriptor()

    open subscript(attachmentIndex: Int) -> MTLRenderPassColorAttachmentDescriptor! {
        if attachmentIndex != 0 { misuse("shaders write colour 0 alone") }
        return first
    }
}

open class MTLRenderPassDescriptor: NSObject {
    public let colorAttachments = MTLRenderPassColorAttachmentDescriptorArray()
}
