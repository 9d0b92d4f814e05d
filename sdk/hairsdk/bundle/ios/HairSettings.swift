/// What the passes of a module are set to, laid out as its shaders read it. A setting stays until it
/// is set anew.
final class HairSettings {
    private(set) var bytes: [UInt8]
    private var members: [String: (offset: Int, isInteger: Bool)] = [:]

    /// - Parameter layout: The members of the shaders' struct. With less the GPU would read on beyond
    ///   what it is given.
    init(_ module: HairManifest.Module, named name: String, _ layout: String) throws {
        let found = module.settings.map { "\($0.type) \($0.name)" }.joined(separator: ", ")
        guard found == layout else {
            throw HairManifest.refused("modules.\(name).settings", found, layout)
        }
        var end = 0
        for setting in module.settings {
            let size = setting.type == "float2" ? 8 : 4
            let offset = (end + size - 1) / size * size
            members[setting.name] = (offset, setting.type == "int")
            end = offset + size
        }
        // The largest alignment that a member can have here is 8.
        bytes = [UInt8](repeating: 0, count: (end + 7) / 8 * 8)
    }

    func set(_ name: String, _ values: Float...) {
        guard let member = members[name] else { preconditionFailure("there is no setting \(name)") }
        for (i, value) in values.enumerated() {
            let bits = member.isInteger ? UInt32(bitPattern: Int32(value)) : value.bitPattern
            let start = member.offset + 4 * i
            withUnsafeBytes(of: bits) { bytes.replaceSubrange(start..<start + 4, with: $0) }
        }
    }
}
