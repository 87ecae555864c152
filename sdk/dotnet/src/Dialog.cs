using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>Texts to ask with.</summary>
    public sealed class Dialog {
        internal readonly Map Map;
        internal Dialog(Map map) { Map = map; }
        /// <summary>For the user: a box for each purpose, and two buttons.</summary>
        public UserDialog User => new UserDialog(Map.Object("user"));
        /// <summary>For the administrator who installs the product: one box.</summary>
        public AdministratorDialog Administrator => new AdministratorDialog(Map.Object("administrator"));
    }

    /// <summary>What to ask the user. Show the boxes unchecked.</summary>
    public sealed class UserDialog {
        internal UserDialog(Map map) {
            Title = map.Text("title");
            Text = map.Texts("text").ToList();
            Accept = map.Text("accept");
            Refuse = map.Text("refuse");
            Purposes = map.List("purposes").OfType<Map>().Select(one => new PurposeBox(one)).ToList();
        }
        /// <summary>The title.</summary>
        public string Title { get; }
        /// <summary>Paragraphs.</summary>
        public IReadOnlyList<string> Text { get; }
        /// <summary>The button for what was checked.</summary>
        public string Accept { get; }
        /// <summary>The button for nothing.</summary>
        public string Refuse { get; }
        /// <summary>The boxes.</summary>
        public IReadOnlyList<PurposeBox> Purposes { get; }
    }

    /// <summary>The box of a purpose.</summary>
    public sealed class PurposeBox {
        internal PurposeBox(Map map) {
            Purpose = (Purpose)System.Array.IndexOf(Catalog.Purposes, map.Text("purpose"));
            Checkbox = map.Text("checkbox");
            Text = map.Text("text");
        }
        /// <summary>What to grant where it is checked.</summary>
        public Purpose Purpose { get; }
        /// <summary>What stands beside the box.</summary>
        public string Checkbox { get; }
        /// <summary>What it means.</summary>
        public string Text { get; }
    }

    /// <summary>What to ask an administrator.</summary>
    public sealed class AdministratorDialog {
        internal AdministratorDialog(Map map) {
            Title = map.Text("title");
            Text = map.Texts("text").ToList();
            Checkbox = map.Text("checkbox");
        }
        /// <summary>The title.</summary>
        public string Title { get; }
        /// <summary>Paragraphs.</summary>
        public IReadOnlyList<string> Text { get; }
        /// <summary>What stands beside the box.</summary>
        public string Checkbox { get; }
    }
}
