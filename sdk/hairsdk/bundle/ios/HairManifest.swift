import Foundation

/// What the classes take from manifest.json, by the names that it has there, in camel case.
struct HairManifest: Decodable {
    var schemaVersion: Int
    var render: Rendering
    var looks: [Look]
    var passes: [Pass]
    var modules: Modules
    var model: Model?

    private static let schemaVersion = 1, largestSide = 2048

    /// Read it, and look at it before anything is made of it: with numbers that are not within these
    /// bounds the classes would trap, not end, or run out of memory.
    static func read(_ json: Data) throws -> HairManifest {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let manifest: HairManifest
        do {
            manifest = try decoder.decode(HairManifest.self, from: json)
        } catch {
            throw HairError.bundle("this is not the manifest.json of a bundle: \(told(error))")
        }
        guard manifest.schemaVersion == schemaVersion else {
            throw refused("schema_version", manifest.schemaVersion, "\(schemaVersion)")
        }
        try manifest.checkRender()
        try manifest.checkLooks()
        try manifest.checkModel()
        return manifest
    }

    private static func told(_ error: Error) -> String {
        let place: [CodingKey], what: String
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            (place, what) = (context.codingPath + [key], "it is missing")
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            (place, what) = (context.codingPath, context.debugDescription)
        default: return "\(error)"
        }
        if place.isEmpty { return what }
        let names = place.map { key in key.intValue.map(String.init) ?? key.stringValue }
        return names.joined(separator: ".") + ": " + what
    }

    private func checkRender() throws {
        func check(_ place: String, _ most: [String: Double], _ section: Any) throws {
            for case let (name?, value) in Mirror(reflecting: section).children {
                let number: Double
                switch value {
                case let whole as Int: number = Double(whole)
                case let float as Float: number = Double(float)
                case let double as Double: number = double
                default: continue
                }
                let most = most[name]!
                guard number > 0, number <= most else {
                    throw Self.refused("\(place).\(name)", value, "a number above 0, up to \(most)")
                }
            }
        }
        try check("render.intensity", ["leastHair": 1], render.intensity)
        try check("render.stream", ["slow": 1, "fast": 1, "jump": 1], render.stream)
        try check(
            "render.steady",
            ["cells": 1024, "levels": 16, "ease": 1000, "noise": 255, "weight": 0.99, "settle": 1000],
            render.steady)
        try check(
            "render.cuts",
            ["side": 1024, "least": 1000, "times": 1000, "rate": 1, "leastContrast": 1], render.cuts)
        try check(
            "render.closer",
            [
                "cells": 1024, "hair": 1, "faint": 1, "margin": 10, "worth": 1, "slack": 0.49,
                "fade": 1, "least": 1, "glance": 1000, "somebody": 1,
            ], render.closer)
        try check(
            "render.heads",
            [
                "share": 1, "sure": 1, "growth": 1000, "most": 64, "ease": 1, "settled": 1000,
                "looks": 64,
            ], render.heads)
        try check(
            "render.matte",
            ["grid": 10000, "radius": 64, "reach": 64, "noise": 255, "toe": 0.49, "unsure": 1],
            render.matte)
        try check("render.matte.still", ["toe": 0.49, "shoulder": 0.49], render.matte.still)
    }

    private func checkLooks() throws {
        for (i, look) in looks.enumerated() {
            guard (2...129).contains(look.lutSize) else {
                throw Self.refused("looks.\(i).lut_size", look.lutSize, "2 to 129")
            }
            let (dark, light) = (look.intensity.dark, look.intensity.light)
            guard dark >= 0, dark < light, light <= 1 else {
                throw Self.refused(
                    "looks.\(i).intensity", "dark \(dark), light \(light)",
                    "numbers from 0 to 1, light above dark")
            }
        }
    }

    private func checkModel() throws {
        guard let shape = model?.input.shape else {
            throw HairError.bundle("the bundle was exported without a network")
        }
        let side = shape.count == 4 ? shape[1] : 0
        guard (1...Self.largestSide).contains(side), shape == [1, side, side, 4] else {
            throw Self.refused(
                "model.input.shape", shape, "[1, S, S, 4], S up to \(Self.largestSide)")
        }
    }

    static func refused(_ place: String, _ found: Any, _ expected: String) -> HairError {
        .bundle(
            "manifest.json: \(place) is \(found), expected \(expected): "
                + "take it and these classes from one bundle, unchanged")
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
        var cells, levels, settle: Int
        var ease, noise: Float
        var weight: Double
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
