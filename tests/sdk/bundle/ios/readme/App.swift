import Metal
import QuartzCore

// What the app has besides.
nonisolated(unsafe) let layer = CAMetalLayer()
let queue = MTLCreateSystemDefaultDevice()!.makeCommandQueue()!
