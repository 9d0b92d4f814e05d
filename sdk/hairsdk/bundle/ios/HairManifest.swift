import Foundation

/// What the classes take from manifest.json, by the names that it has there, in camel case.
struct HairManifest: Decodable {
    var render: Rendering
    var looks: [Look]
    var passes: [Pass]
    var modules: Modules
    var model: Model?

    static func read(_ json: Data) throws -> HairManifest {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(HairManifest.self, from: json)
        } catch {
            throw HairError.bundle("this is not the manifest.json of a bundle: \(error)")
        }
    }

    struct Rendering: Decodable {
        var intensity: Intensity
        var stream: Stream
        var steady: Steady
        var cuts: Cuts
        var closer: Closer
        var matte: Matte
        var heads: Heads
    }

    struct Intensity: Decodable {
        var leastHair: Float
    }

    struct Stream: Decodable {
        var slow, fast, jump: Float
    }

    struct Steady: Decodable {
        var cells, levels: Int
        var ease, noise: Float
        var weight, settle: Double
    }

    struct Cuts: Decodable {
        var side: Int
        var least, times, rate, leastContrast: Double
    }

    struct Closer: Decodable {
        var cells, glance: Int
        var hair, faint, margin, worth, slack, fade, least, somebody: Double
    }

    struct Matte: Decodable {
        var grid, radius, reach: Int
        var noise, toe, unsure: Float
        var still: Ends
    }

    struct Ends: Decodable {
        var toe, shoulder: Float
    }

    struct Heads: Decodable {
        var share, sure, growth: Double
        var most, settled, looks: Int
        var ease: Float
    }

    struct Look: Decodable {
        var id: String
        var lutSize: Int
        var intensity: References
    }

    struct References: Decodable {
        var dark, light: Float
    }

    struct Pass: Decodable {
        var module, entry: String
        var reads: [String]
        var settings: Bool
    }

    struct Modules: Decodable {
        var hairMask, hairSteady, hairRender: Module
    }

    struct Module: Decodable {
        var settings: [Setting]
        var textures: [String]
    }

    struct Setting: Decodable {
        var name, type: String
    }

    struct Model: Decodable {
        var input: Input
    }

    struct Input: Decodable {
        var shape: [Int]
    }
}
