import Foundation
import Metal

/// An app without iOS: takes frames from its standard input, asks there for the network's answers,
/// and gives back what it drew. Its arguments are the bundle's folder, and how frames hold their
/// colours: "bgra" as those of cameras do, or "rgba".
@main
final class Port {
    private struct NetworkHasFailed: Error {}

    private let bundle: URL
    private let format: MTLPixelFormat
    private let device: MTLDevice
    private let queue: MTLCommandQueue
    // Answers that the network gives before it fails once; -1 where it never does.
    private var answersLeft = -1
    // Command buffers that the classes hand over in the next find before the GPU fails once.
    private var commitsLeft = -1
    private var frame, target: MTLTexture?

    static func main() throws {
        let arguments = CommandLine.arguments
        try Port(bundle: arguments[1], isBgra: arguments[2] == "bgra").run()
        guard Simulation.living == 0 else { fatalError("\(Simulation.living) things are left") }
        guard !Simulation.hasFailed else { fatalError("it was not told that the GPU had failed") }
        Pipe.say("released")
    }

    private init(bundle: String, isBgra: Bool) {
        self.bundle = URL(fileURLWithPath: bundle)
        format = isBgra ? .bgra8Unorm : .rgba8Unorm
        device = MTLCreateSystemDefaultDevice()!
        queue = device.makeCommandQueue()!
    }

    private func run() throws {
        let manifest = try Data(contentsOf: bundle.appendingPathComponent("manifest.json"))
        let recolorer = try HairRecolorer(manifest: manifest, queue: queue) { [unowned self] in
            try ask($0)
        }
        while true {
            switch Pipe.text() {
            case "manifest": Pipe.say(told(ofManifest: Data(Pipe.text().utf8)))
            case "wear": try wear(recolorer, Pipe.text())
            case "fail": answersLeft = Int(Pipe.number(as: Int32.self))
            case "background": commitsLeft = Int(Pipe.number(as: Int32.self))
            case "still": try draw(recolorer, isStill: true)
            case "stream": try draw(recolorer, isStill: false)
            case "mistakes": mistakes(recolorer)
            case "memory": Pipe.say("\(Simulation.mostBytes)")
            case "end": return
            case let other: fatalError("there is no command \(other)")
            }
        }
    }

    private func told(ofManifest json: Data) -> String {
        do {
            _ = try HairRecolorer(manifest: json, queue: queue) { $0 }
            return ""
        } catch {
            return error.localizedDescription
        }
    }

    /// What an app may do wrong, before it has worn a look; says what it is told.
    private func mistakes(_ recolorer: HairRecolorer) {
        let frame = texture(8, 6, .bgra8Unorm, .shaderRead)
        let decoded = texture(8, 6, .bgra8Unorm_srgb, .shaderRead)
        let commands = queue.makeCommandBuffer()!
        let all: [() throws -> Void] = [
            { [queue] in _ = try HairRecolorer(manifest: Data("{}".utf8), queue: queue) { $0 } },
            { try recolorer.wear("nobody", dark: Data(), light: Data()) },
            { try recolorer.wear("test-look", dark: Data(count: 9), light: Data()) },
            { try recolorer.find(decoded, at: 0) },
            { try recolorer.draw(into: frame, commands: commands) },
            {
                Simulation.refusesPipeline = true
                try recolorer.find(frame, at: 0)
            },
        ]
        for mistake in all {
            do {
                try mistake()
                fatalError("nothing is said")
            } catch {
                Pipe.say(error.localizedDescription)
            }
        }
        Pipe.say("")
    }

    private func wear(_ recolorer: HairRecolorer, _ look: String) throws {
        let folder = bundle.appendingPathComponent("looks").appendingPathComponent(look)
        try recolorer.wear(
            look, dark: Data(contentsOf: folder.appendingPathComponent("dark.rgba16f.bin")),
            light: Data(contentsOf: folder.appendingPathComponent("light.rgba16f.bin")))
    }

    private func draw(_ recolorer: HairRecolorer, isStill: Bool) throws {
        let width = Int(Pipe.number(as: Int32.self)), height = Int(Pipe.number(as: Int32.self))
        let seconds = Double(Pipe.number(as: Int64.self)) / 1e9
        let strength = Float(bitPattern: Pipe.number(as: UInt32.self))
        let rgba = Pipe.bytes(4 * width * height)
        let frame = shown(format == .bgra8Unorm ? swapped(rgba) : rgba, width, height)
        Simulation.commitsLeft = commitsLeft
        commitsLeft = -1
        let strays = Simulation.strays
        do {
            if isStill {
                try recolorer.findInStill(frame)
            } else {
                try recolorer.find(frame, at: seconds)
            }
        } catch is NetworkHasFailed {
        } catch HairError.gpu where Simulation.hasFailed {
            // Told once for each time.
            Simulation.hasFailed = false
        }
        guard Simulation.strays == strays else { fatalError("no pool is drained in find") }
        guard Simulation.commitsLeft < 0 else { fatalError("the GPU had too little to do to fail") }
        // What was found can be drawn, whatever the camera puts into its texture now.
        Simulation.forget(frame)
        let drawn = try drawn(recolorer, strength)
        Pipe.say("drawn")
        Pipe.put(swapped(drawn))
    }

    /// The camera's texture, which holds a picture as soon as the GPU comes to that.
    private func shown(_ picture: [UInt8], _ width: Int, _ height: Int) -> MTLTexture {
        if frame?.width != width || frame?.height != height {
            frame = texture(width, height, format, .shaderRead)
            target = texture(width, height, .bgra8Unorm, .renderTarget)
        }
        let memory = device.makeBuffer(bytes: picture, length: picture.count, options: [])!
        let commands = queue.makeCommandBuffer()!
        let blit = commands.makeBlitCommandEncoder()!
        blit.copy(
            from: memory, sourceOffset: 0, sourceBytesPerRow: 4 * width,
            sourceBytesPerImage: picture.count, sourceSize: MTLSizeMake(width, height, 1),
            to: frame!, destinationSlice: 0, destinationLevel: 0,
            destinationOrigin: MTLOriginMake(0, 0, 0))
        blit.endEncoding()
        commands.commit()
        return frame!
    }

    private func drawn(_ recolorer: HairRecolorer, _ strength: Float) throws -> [UInt8] {
        let target = target!
        let length = 4 * target.width * target.height
        let memory = device.makeBuffer(length: length, options: [])!
        let commands = queue.makeCommandBuffer()!
        let strays = Simulation.strays
        try recolorer.draw(into: target, strength: strength, commands: commands)
        guard Simulation.strays == strays else { fatalError("no pool is drained in draw") }
        let blit = commands.makeBlitCommandEncoder()!
        blit.copy(
            from: target, sourceSlice: 0, sourceLevel: 0, sourceOrigin: MTLOriginMake(0, 0, 0),
            sourceSize: MTLSizeMake(target.width, target.height, 1),
            to: memory, destinationOffset: 0, destinationBytesPerRow: 4 * target.width,
            destinationBytesPerImage: length)
        blit.endEncoding()
        commands.commit()
        commands.waitUntilCompleted()
        return Array(UnsafeRawBufferPointer(start: memory.contents(), count: length))
    }

    private func texture(
        _ width: Int, _ height: Int, _ format: MTLPixelFormat, _ usage: MTLTextureUsage
    ) -> MTLTexture {
        let descriptor = MTLTextureDescriptor()
        descriptor.pixelFormat = format
        descriptor.width = width
        descriptor.height = height
        descriptor.usage = usage
        return device.makeTexture(descriptor: descriptor)!
    }

    private func ask(_ values: [Float]) throws -> [Float] {
        if answersLeft == 0 {
            answersLeft = -1
            throw NetworkHasFailed()
        }
        answersLeft = max(answersLeft - 1, -1)
        Pipe.say("network")
        Pipe.put(values.withUnsafeBytes { Array($0) })
        return Pipe.bytes(values.count).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }

    /// Red and blue exchanged.
    private func swapped(_ picture: [UInt8]) -> [UInt8] {
        var result = picture
        for i in stride(from: 0, to: picture.count, by: 4) { result.swapAt(i, i + 2) }
        return result
    }
}

/// The other side; numbers come with the largest byte first.
enum Pipe {
    static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            while filled < count {
                let got = Foundation.read(0, room.baseAddress! + filled, count - filled)
                guard got > 0 else { fatalError("the other side has ended") }
                filled += got
            }
        }
    }

    static func number<Number: FixedWidthInteger>(as type: Number.Type) -> Number {
        bytes(MemoryLayout<Number>.size).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    static func text() -> String {
        String(decoding: bytes(Int(number(as: UInt16.self))), as: UTF8.self)
    }

    static func put(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }

    static func say(_ text: String) {
        let length = text.utf8.count
        put([UInt8(length >> 8), UInt8(length & 255)] + Array(text.utf8))
    }
}
