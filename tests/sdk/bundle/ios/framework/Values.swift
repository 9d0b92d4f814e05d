// Numbers are Apple's.

public enum MTLPixelFormat: UInt, Sendable {
    case invalid = 0
    case r8Unorm = 10
    case r32Float = 55
    case rgba8Unorm = 70
    case bgra8Unorm = 80
    case bgra8Unorm_srgb = 81
    case rgba16Float = 115
    case rgba32Float = 125
}

public enum MTLTextureType: UInt, Sendable {
    case type2D = 2
    case type3D = 7
}

public enum MTLStorageMode: UInt, Sendable {
    case shared = 0
    case `private` = 2
}

public struct MTLTextureUsage: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let shaderRead = MTLTextureUsage(rawValue: 1)
    public static let renderTarget = MTLTextureUsage(rawValue: 4)
}

public struct MTLResourceOptions: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let storageModeShared: MTLResourceOptions = []
    public static let storageModePrivate = MTLResourceOptions(rawValue: 32)
}

public enum MTLLoadAction: UInt, Sendable {
    case dontCare = 0, load, clear
}

public enum MTLStoreAction: UInt, Sendable {
    case dontCare = 0, store
}

public enum MTLPrimitiveType: UInt, Sendable {
    case triangle = 3
}

public enum MTLCommandBufferStatus: UInt, Sendable {
    case notEnqueued = 0, enqueued, committed, scheduled, completed, error
}

public struct MTLSize: Sendable {
    public var width = 0, height = 0, depth = 0
    public init() {}
    public init(width: Int, height: Int, depth: Int) {
        (self.width, self.height, self.depth) = (width, height, depth)
    }
}

public struct MTLOrigin: Sendable {
    public var x = 0, y = 0, z = 0
    public init() {}
    public init(x: Int, y: Int, z: Int) {
        (self.x, self.y, self.z) = (x, y, z)
    }
}

public struct MTLClearColor: Sendable {
    public var red = 0.0, green = 0.0, blue = 0.0, alpha = 0.0
    public init() {}
    public init(red: Double, green: Double, blue: Double, alpha: Double) {
        (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
    }
}

public func MTLSizeMake(_ width: Int, _ height: Int, _ depth: Int) -> MTLSize {
    MTLSize(width: width, height: height, depth: depth)
}

public func MTLOriginMake(_ x: Int, _ y: Int, _ z: Int) -> MTLOrigin {
    MTLOrigin(x: x, y: y, z: z)
}

public func MTLClearColorMake(
    _ red: Double, _ green: Double, _ blue: Double, _ alpha: Double
) -> MTLClearColor {
    MTLClearColor(red: red, green: green, blue: blue, alpha: alpha)
}
