import Foundation

final class Queue: NSObject, MTLCommandQueue, @unchecked Sendable {
    var label: String?
    let device: any MTLDevice
    private var committed: [Commands] = []

    init(_ device: Device) {
        self.device = device
    }

    func makeCommandBuffer() -> (any MTLCommandBuffer)? {
        Simulation.autorelease()
        return Commands(self)
    }

    func take(_ commands: Commands) {
        committed.append(commands)
    }

    /// The GPU is as slow as it may be: it does nothing before somebody waits for it.
    func finish(_ last: Commands) {
        while last.status == .committed { committed.removeFirst().run() }
    }
}

final class Commands: NSObject, MTLCommandBuffer {
    var label: String?
    private let queue: Queue
    private var work: [() -> Void] = []
    private var willFail = false
    weak var encoder: Encoder?
    private(set) var status = MTLCommandBufferStatus.notEnqueued
    private(set) var error: (any Error)?

    init(_ queue: Queue) {
        self.queue = queue
    }

    var device: any MTLDevice { queue.device }

    var commandQueue: any MTLCommandQueue { queue }

    func makeRenderCommandEncoder(
        descriptor renderPassDescriptor: MTLRenderPassDescriptor
    ) -> (any MTLRenderCommandEncoder)? {
        open(RenderEncoder(self, renderPassDescriptor.colorAttachments[0]))
    }

    func makeBlitCommandEncoder() -> (any MTLBlitCommandEncoder)? {
        open(BlitEncoder(self))
    }

    private func open<Kind: Encoder>(_ next: Kind) -> Kind {
        if encoder != nil { misuse("two encoders at a time") }
        if status != .notEnqueued { misuse("commands are encoded after commit()") }
        encoder = next
        Simulation.autorelease()
        return next
    }

    /// Done when the GPU comes to it.
    func add(_ step: @escaping () -> Void) {
        work.append(step)
    }

    func commit() {
        if encoder != nil { misuse("commit() before endEncoding()") }
        if status != .notEnqueued { misuse("commit() twice") }
        status = .committed
        willFail = Simulation.commitsLeft == 0
        Simulation.commitsLeft = max(Simulation.commitsLeft - 1, -1)
        queue.take(self)
    }

    func waitUntilCompleted() {
        if status == .notEnqueued { misuse("waitUntilCompleted() before commit()") }
        queue.finish(self)
    }

    func run() {
        if willFail {
            // As of an app in the background.
            error = NSError(domain: "MTLCommandBufferErrorDomain", code: 7)
            status = .error
            Simulation.hasFailed = true
        } else {
            for step in work { step() }
            status = .completed
        }
        work = []
    }
}
