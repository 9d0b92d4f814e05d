using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace UnityEngine
{
    /// <summary>As Unity's: public fields of [Serializable] classes, by name; the rest is passed over.</summary>
    public static class JsonUtility
    {
        public static T FromJson<T>(string json)
        {
            if (string.IsNullOrEmpty(json)) return default(T);
            try
            {
                return (T)As(typeof(T), new Parser(json).Value());
            }
            catch (Exception error) when (error is FormatException || error is IndexOutOfRangeException)
            {
                throw new ArgumentException("JSON parse error: " + error.Message);
            }
        }

        // What is of another type is passed over, too.
        static object As(Type type, object value)
        {
            if (type.IsArray)
            {
                if (!(value is List<object> items)) return null;
                Array array = Array.CreateInstance(type.GetElementType(), items.Count);
                for (int i = 0; i < items.Count; i++)
                    array.SetValue(As(type.GetElementType(), items[i]), i);
                return array;
            }
            if (type == typeof(string)) return value as string;
            if (type.IsPrimitive) return Number(type, value);
            if (!type.IsSerializable) throw new InvalidOperationException(type + " is not [Serializable]");
            object made = Activator.CreateInstance(type);
            foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
                if (value is Dictionary<string, object> members && members.ContainsKey(field.Name))
                    field.SetValue(made, As(field.FieldType, members[field.Name]));
            // Without a value, too: Unity's holds no null for an object.
            return made;
        }

        static object Number(Type type, object value)
        {
            if (!(value is double number)) return Activator.CreateInstance(type);
            if (type == typeof(int)) return (int)number;
            return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        }

        sealed class Parser
        {
            readonly string text;
            int at;

            public Parser(string text)
            {
                this.text = text;
            }

            public object Value()
            {
                switch (Peek())
                {
                    case '{': return Object();
                    case '[': return List();
                    case '"': return String();
                }
                int start = at;
                while (at < text.Length && ",]} \n".IndexOf(text[at]) < 0) at++;
                string word = text.Substring(start, at - start);
                if (word == "null") return null;
                if (word == "true" || word == "false") return word == "true";
                if (word == "1e999") return double.PositiveInfinity;
                return double.Parse(word, CultureInfo.InvariantCulture);
            }

            Dictionary<string, object> Object()
            {
                var members = new Dictionary<string, object>();
                for (at++; Peek() != '}';)
                {
                    string name = String();
                    Take(':');
                    members[name] = Value();
                    if (Peek() == ',') at++;
                    Peek();
                }
                at++;
                return members;
            }

            List<object> List()
            {
                var items = new List<object>();
                for (at++; Peek() != ']';)
                {
                    items.Add(Value());
                    if (Peek() == ',') at++;
                }
                at++;
                return items;
            }

            string String()
            {
                var result = new StringBuilder();
                for (Take('"'); text[at] != '"'; at++)
                {
                    if (text[at] != '\\') result.Append(text[at]);
                    else if (text[++at] == 'u')
                    {
                        result.Append((char)Convert.ToInt32(text.Substring(at + 1, 4), 16));
                        at += 4;
                    }
                    else result.Append(text[at] == 'n' ? '\n' : text[at] == 't' ? '\t' : text[at]);
                }
                at++;
                return result.ToString();
            }

            char Peek()
            {
                while (char.IsWhiteSpace(text[at])) at++;
                return text[at];
            }

            void Take(char expected)
            {
                if (Peek() != expected) throw new FormatException($"expected {expected} at {at}");
                at++;
            }
        }
    }
}
