using System;
using System.Collections.Generic;
using System.Text;

namespace UnityEngine
{
    /// <summary>The passes of a .shader file, in GLSL ES that comes from the same source.</summary>
    public sealed class Shader : Object
    {
        internal readonly List<Program> Passes = new List<Program>();

        public Shader(string vertex, IEnumerable<string> fragments)
        {
            foreach (string fragment in fragments) Passes.Add(new Program(vertex, fragment));
        }
    }

    sealed class Program
    {
        internal readonly int Id;
        internal readonly Dictionary<string, int> Samplers = new Dictionary<string, int>();
        internal readonly List<Member> Members = new List<Member>();

        internal sealed class Member
        {
            internal string Name;
            internal int Type, Offset;
        }

        internal Program(string vertex, string fragment)
        {
            Id = Gles.Link(vertex, fragment);
            Gles.glGetProgramiv(Id, Gles.ActiveUniforms, out int count);
            for (int i = 0; i < count; i++)
            {
                var name = new StringBuilder(256);
                Gles.glGetActiveUniform(Id, i, name.Capacity, out _, out _, out int type, name);
                int number = i;
                Gles.glGetActiveUniformsiv(Id, 1, ref number, Gles.UniformOffset, out int offset);
                string full = name.ToString(), own = full.Substring(full.IndexOf('.') + 1);
                if (type == Gles.Sampler2D || type == Gles.Sampler3D) Samplers[own] = type;
                else Members.Add(new Member { Name = own, Type = type, Offset = offset });
            }
        }
    }

    public sealed class Material : Object
    {
        readonly Shader shader;
        readonly Dictionary<string, Texture> textures = new Dictionary<string, Texture>();
        readonly Dictionary<string, object> values = new Dictionary<string, object>();
        static int buffer;

        public Material(Shader shader)
        {
            this.shader = shader;
        }

        public void SetTexture(string name, Texture texture) => textures[name] = texture;

        public void SetFloat(string name, float value) => Set(name, value);

        public void SetInteger(string name, int value) => Set(name, value);

        public void SetVector(string name, Vector4 value) => Set(name, value);

        /// <summary>Later changes to the material no longer count: as Unity has it.</summary>
        public bool SetPass(int number)
        {
            Program pass = shader.Passes[number];
            Gles.glUseProgram(pass.Id);
            int unit = 0;
            foreach (KeyValuePair<string, int> sampler in pass.Samplers)
            {
                Texture texture = textures[sampler.Key];
                bool is3D = sampler.Value == Gles.Sampler3D;
                if (texture.Kind != (is3D ? Gles.Texture3D : Gles.Texture2D))
                    throw new ArgumentException(sampler.Key);
                if (RenderTexture.active == texture)
                    throw new InvalidOperationException(sampler.Key + " is read and rendered to");
                texture.Bind(unit);
                Gles.glUniform1i(Gles.glGetUniformLocation(pass.Id, sampler.Key), unit++);
            }
            if (pass.Members.Count == 0) return true;
            if (buffer == 0) Gles.glGenBuffers(1, out buffer);
            byte[] settings = new byte[64];
            foreach (Program.Member member in pass.Members) Pack(member, settings);
            Gles.glBindBufferBase(Gles.UniformBuffer, 0, buffer);
            Gles.glBufferData(
                Gles.UniformBuffer, (IntPtr)settings.Length, settings, Gles.StreamDraw);
            return true;
        }

        void Set(string name, object value)
        {
            if (!shader.Passes.Exists(pass => pass.Members.Exists(member => member.Name == name)))
                throw new ArgumentException("no pass has a setting " + name);
            values[name] = value;
        }

        void Pack(Program.Member member, byte[] settings)
        {
            if (!values.TryGetValue(member.Name, out object value)) return;
            var bytes = new List<byte>();
            if (member.Type == Gles.Float) bytes.AddRange(BitConverter.GetBytes((float)value));
            else if (member.Type == Gles.Int) bytes.AddRange(BitConverter.GetBytes((int)value));
            else if (member.Type == Gles.FloatVec2)
            {
                var vector = (Vector4)value;
                bytes.AddRange(BitConverter.GetBytes(vector.x));
                bytes.AddRange(BitConverter.GetBytes(vector.y));
            }
            else throw new NotSupportedException(member.Name);
            bytes.CopyTo(settings, member.Offset);
        }
    }

    public static class GL
    {
        public static void Clear(bool clearDepth, bool clearColor, Color color)
        {
            Frames.Bind(RenderTexture.active);
            Gles.glClearColor(0, 0, 0, 0);
            Gles.glClear(Gles.ColorBufferBit);
        }
    }

    public static class Graphics
    {
        const string Copy = @"#version 300 es
            precision highp float;
            uniform highp sampler2D source;
            uniform vec2 size, scale, offset;
            out vec4 result;
            void main() { result = texture(source, gl_FragCoord.xy / size * scale + offset); }";

        static int copy;

        public static string Vertex { get; set; }

        public static void SetRenderTarget(RenderTexture target)
        {
            RenderTexture.active = target;
        }

        public static void DrawProceduralNow(MeshTopology topology, int vertexCount)
        {
            RenderTexture target = RenderTexture.active;
            Frames.Bind(target);
            Gles.glViewport(0, 0, target.width, target.height);
            Gles.glDrawArrays(Gles.Triangles, 0, vertexCount);
        }

        public static void Blit(Texture source, RenderTexture dest, Vector2 scale, Vector2 offset)
        {
            if (copy == 0) copy = Gles.Link(Vertex, Copy);
            SetRenderTarget(dest);
            source.Bind(0);
            Gles.glUseProgram(copy);
            Gles.glUniform2f(Gles.glGetUniformLocation(copy, "size"), dest.width, dest.height);
            Gles.glUniform2f(Gles.glGetUniformLocation(copy, "scale"), scale.x, scale.y);
            Gles.glUniform2f(Gles.glGetUniformLocation(copy, "offset"), offset.x, offset.y);
            DrawProceduralNow(MeshTopology.Triangles, 3);
        }
    }
}
