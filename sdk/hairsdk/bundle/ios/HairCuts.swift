/// Tells a cut from motion; see "Cuts" in README.md.
final class HairCuts {
    private let settings: HairManifest.Cuts
    private var last: [Float]?
    private var usual = 0.0

    init(_ settings: HairManifest.Cuts) {
        self.settings = settings
    }

    func reset() {
        last = nil
        usual = 0
    }

    /// Take in the RGBA bytes of a frame's thumbnail: does it begin a new shot?
    func update(_ thumbnail: [UInt8]) -> Bool {
        let grey = normalised(thumbnail)
        defer { last = grey }
        guard let before = last else { return false }
        var difference = 0.0
        for (now, then) in zip(grey, before) { difference += Double(abs(now - then)) }
        difference /= Double(grey.count)
        let isCut = difference > settings.least && difference > settings.times * usual
        usual += settings.rate * (difference - usual)
        return isCut
    }

    private func normalised(_ thumbnail: [UInt8]) -> [Float] {
        let grey = (0..<thumbnail.count / 4).map { i -> Float in
            let red = Float(thumbnail[4 * i]), green = Float(thumbnail[4 * i + 1])
            return (0.299 * red + 0.587 * green + 0.114 * Float(thumbnail[4 * i + 2])) / 255
        }
        let count = Double(grey.count)
        let mean = grey.reduce(0.0) { $0 + Double($1) } / count
        let squares = grey.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        let contrast = max((squares / count).squareRoot(), settings.leastContrast)
        return grey.map { Float((Double($0) - mean) / contrast) }
    }
}
