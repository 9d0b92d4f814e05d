import Foundation
import Metal

public class CGColorSpace {
    public static let sRGB = "kCGColorSpaceSRGB"
    public init?(name: String) {}
}

public protocol CAMetalDrawable: NSObjectProtocol {
    var texture: any MTLTexture { get }
}

open class CAMetalLayer {
    public init() {}
    open var device: (any MTLDevice)?
    open var colorspace: CGColorSpace?
    open func nextDrawable() -> (any CAMetalDrawable)? { nil }
}

extension MTLCommandBuffer {
    public func present(_ drawable: any CAMetalDrawable) {}
}
