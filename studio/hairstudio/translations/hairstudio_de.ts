<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutLookDialog</name>
    <message>
        <source>Look information</source>
        <translation>Angaben zum Look</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Preset id</source>
        <translation>Preset-ID</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Urheber</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Remove the photo of a head from the gallery</source>
        <translation>Das Foto eines Kopfs aus der Galerie nehmen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>&amp;Paste photo into the active slot, or the gallery</source>
        <translation>Foto in den aktiven Platz oder die Galerie &amp;einfügen</translation>
    </message>
    <message>
        <source>Alt+Shift + arrow keys</source>
        <translation>Alt+Umschalt + Pfeiltasten</translation>
    </message>
    <message>
        <source>Make the panel larger or smaller</source>
        <translation>Bereich größer oder kleiner machen</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Make a head of the gallery a reference, move an effect</source>
        <translation>Einen Kopf der Galerie zur Referenz machen, einen Effekt verschieben</translation>
    </message>
    <message>
        <source>Si&amp;ze of the interface</source>
        <translation>Größe der O&amp;berfläche</translation>
    </message>
    <message>
        <source>The &amp;system&apos;s</source>
        <translation>Vom &amp;System</translation>
    </message>
    <message>
        <source>&amp;None: as sRGB</source>
        <translation>&amp;Keines: als sRGB</translation>
    </message>
    <message>
        <source>From a &amp;file…</source>
        <translation>Aus einer &amp;Datei…</translation>
    </message>
    <message>
        <source>From a &amp;file: {0}…</source>
        <translation>Aus einer &amp;Datei: {0}…</translation>
    </message>
    <message>
        <source>Monitor &amp;profile</source>
        <translation>Monitor&amp;profil</translation>
    </message>
    <message>
        <source>Save fil&amp;m…</source>
        <translation>Fil&amp;m speichern…</translation>
    </message>
    <message>
        <source>Save pict&amp;ures of the gallery…</source>
        <translation>Bilder der &amp;Galerie speichern…</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>125 %</source>
        <translation>125 %</translation>
    </message>
    <message>
        <source>150 %</source>
        <translation>150 %</translation>
    </message>
    <message>
        <source>175 %</source>
        <translation>175 %</translation>
    </message>
    <message>
        <source>200 %</source>
        <translation>200 %</translation>
    </message>
    <message>
        <source>Space, comma, full stop</source>
        <translation>Leertaste, Komma, Punkt</translation>
    </message>
    <message>
        <source>Live: stop the picture; a film one frame back, one frame on</source>
        <translation>Live: Bild anhalten; Film ein Bild zurück, ein Bild weiter</translation>
    </message>
    <message>
        <source>I, O, X</source>
        <translation>I, O, X</translation>
    </message>
    <message>
        <source>Live: loop a film from here, to here, all of it</source>
        <translation>Live: einen Film ab hier wiederholen, bis hier, ganz</translation>
    </message>
    <message>
        <source>Stop recor&amp;ding</source>
        <translation>Aufnahme been&amp;den</translation>
    </message>
    <message>
        <source>held</source>
        <translation>halten</translation>
    </message>
    <message>
        <source>Show before</source>
        <translation>Vorher zeigen</translation>
    </message>
    <message>
        <source>Space + drag, two fingers</source>
        <translation>Leertaste + ziehen, zwei Finger</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Bild verschieben</translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation>Mausrad, Fingerspreizen</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Mauszeiger zoomen</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Reset a slider or a name</source>
        <translation>Regler oder Namen zurücksetzen</translation>
    </message>
    <message>
        <source>Shift + drag</source>
        <translation>Umschalt + ziehen</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>Fein</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Shift+Left, Shift+Right</source>
        <translation>Umschalt+Links, Umschalt+Rechts</translation>
    </message>
    <message>
        <source>Move the wipe</source>
        <translation>Trennlinie verschieben</translation>
    </message>
    <message>
        <source>Arrow keys, Return</source>
        <translation>Pfeiltasten, Return</translation>
    </message>
    <message>
        <source>Lead a brush or the eyedropper; put a brush down and lift it, pick</source>
        <translation>Pinsel oder Pipette führen; Pinsel aufsetzen und abheben, Farbe aufnehmen</translation>
    </message>
    <message>
        <source>PgUp, PgDown, Ins, Del</source>
        <translation>Bild auf, Bild ab, Einfg, Entf</translation>
    </message>
    <message>
        <source>Choose, add, remove a point of a curve or gradient</source>
        <translation>Punkt einer Kurve oder eines Verlaufs wählen, hinzufügen, entfernen</translation>
    </message>
    <message>
        <source>Step a slider, move the picture</source>
        <translation>Regler schrittweise bewegen, Bild verschieben</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation>Alt+Auf, Alt+Ab</translation>
    </message>
    <message>
        <source>Move an effect</source>
        <translation>Effekt verschieben</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Take a drag back, lay a tool down</source>
        <translation>Ziehen abbrechen, Werkzeug ablegen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New look</source>
        <translation>&amp;Neuer Look</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save new &amp;version</source>
        <translation>Als neue &amp;Version speichern</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Proof sheet…</source>
        <translation>&amp;Kontaktbogen…</translation>
    </message>
    <message>
        <source>Proof sheet of several &amp;looks…</source>
        <translation>Kontaktbogen mehrerer &amp;Looks…</translation>
    </message>
    <message>
        <source>&amp;Import LUT as effect…</source>
        <translation>LUT als Effekt &amp;importieren…</translation>
    </message>
    <message>
        <source>Round &amp;trip</source>
        <translation>Um&amp;weg über andere Programme</translation>
    </message>
    <message>
        <source>Write neutral chart…</source>
        <translation>Neutrale Tafel schreiben…</translation>
    </message>
    <message>
        <source>Write chart below the reference photo…</source>
        <translation>Tafel unter dem Referenzfoto schreiben…</translation>
    </message>
    <message>
        <source>Read graded chart…</source>
        <translation>Bearbeitete Tafel einlesen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>&amp;Pinsel</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>R&amp;adierer</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Pinsel kleiner</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Pinsel größer</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Look</translation>
    </message>
    <message>
        <source>&amp;Information…</source>
        <translation>&amp;Angaben…</translation>
    </message>
    <message>
        <source>Edit &amp;Light</source>
        <translation>&amp;Hell bearbeiten</translation>
    </message>
    <message>
        <source>Edit &amp;Dark</source>
        <translation>&amp;Dunkel bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Add effect…</source>
        <translation>E&amp;ffekt hinzufügen…</translation>
    </message>
    <message>
        <source>Lin&amp;k both sides</source>
        <translation>Beide Seiten &amp;verknüpfen</translation>
    </message>
    <message>
        <source>&amp;Goal colour…</source>
        <translation>&amp;Zielfarbe…</translation>
    </message>
    <message>
        <source>&amp;Fit to goal</source>
        <translation>An das Ziel an&amp;passen</translation>
    </message>
    <message>
        <source>&amp;Swap references</source>
        <translation>Referenzen &amp;tauschen</translation>
    </message>
    <message>
        <source>Find the &amp;hair again</source>
        <translation>Haar &amp;neu suchen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Wipe</source>
        <translation>&amp;Trennlinie</translation>
    </message>
    <message>
        <source>&amp;Side by side</source>
        <translation>Da&amp;neben</translation>
    </message>
    <message>
        <source>&amp;After only</source>
        <translation>Nur Na&amp;chher</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Saved look</source>
        <translation>&amp;Gespeicherter Look</translation>
    </message>
    <message>
        <source>&amp;Before</source>
        <translation>&amp;Vorher</translation>
    </message>
    <message>
        <source>Compare with the look as it was last saved or opened</source>
        <translation>Mit dem Look vergleichen, wie er zuletzt gespeichert oder geöffnet wurde</translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <translation>&amp;Maske</translation>
    </message>
    <message>
        <source>&amp;Clipped colours</source>
        <translation>Be&amp;schnittene Farben</translation>
    </message>
    <message>
        <source>Mark the result where a channel of the hair is full (red) or empty (blue)</source>
        <translation>Im Ergebnis markieren, wo ein Kanal des Haars voll (rot) oder leer (blau) ist</translation>
    </message>
    <message>
        <source>Zoom to &amp;fit</source>
        <translation>Ins Fenster &amp;einpassen</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>&amp;Dunkle Oberfläche</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>&amp;Helle Oberfläche</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>&amp;Live</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Export</translation>
    </message>
    <message>
        <source>Clie&amp;nt window</source>
        <translation>&amp;Kundenfenster</translation>
    </message>
    <message>
        <source>Recor&amp;d live</source>
        <translation>Live auf&amp;nehmen</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Anleitung</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Hair Studio</source>
        <translation>Ü&amp;ber Hair Studio</translation>
    </message>
    <message>
        <source>About Hair Studio</source>
        <translation>Über Hair Studio</translation>
    </message>
    <message>
        <source>Hair Studio {0}: looks for hairsdk.
Apache-2.0</source>
        <translation>Hair Studio {0}: Looks für hairsdk.
Apache-2.0</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>&amp;Undo {0}</source>
        <translation>&amp;Rückgängig: {0}</translation>
    </message>
    <message>
        <source>&amp;Redo {0}</source>
        <translation>&amp;Wiederholen: {0}</translation>
    </message>
    <message>
        <source>F2, Ctrl+D, Del</source>
        <translation>F2, Strg+D, Entf</translation>
    </message>
    <message>
        <source>Rename, duplicate, remove an effect or a look</source>
        <translation>Effekt oder Look umbenennen, verdoppeln, entfernen</translation>
    </message>
    <message>
        <source>Menu, Shift+F10</source>
        <translation>Menü, Umschalt+F10</translation>
    </message>
    <message>
        <source>Open the menu of the right mouse button</source>
        <translation>Menü der rechten Maustaste öffnen</translation>
    </message>
    <message>
        <source>Softer brush</source>
        <translation>Pinsel weicher</translation>
    </message>
    <message>
        <source>Harder brush</source>
        <translation>Pinsel härter</translation>
    </message>
    <message>
        <source>Alt+Return</source>
        <translation>Alt+Return</translation>
    </message>
    <message>
        <source>Name, author and notes of a look in the list</source>
        <translation>Name, Urheber und Notizen eines Looks der Liste</translation>
    </message>
    <message>
        <source>Show a head of the gallery large</source>
        <translation>Kopf der Galerie groß zeigen</translation>
    </message>
    <message>
        <source>Save pi&amp;cture…</source>
        <translation>Bil&amp;d speichern…</translation>
    </message>
</context>
<context>
    <name>AddEffectMenu</name>
    <message>
        <source>Search effects</source>
        <translation>Effekte suchen</translation>
    </message>
    <message>
        <source>Effects</source>
        <translation>Effekte</translation>
    </message>
    <message>
        <source>No effect is called that</source>
        <translation>Kein Effekt heißt so</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>Only the address of the picture came, not the picture itself: save it in the browser, and drop the file</source>
        <translation>Nur die Adresse des Bildes kam an, nicht das Bild selbst: sichere es im Browser und zieh die Datei herein</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Schnappschuss</translation>
    </message>
    <message>
        <source>Of {0} files {1} was taken; drop the others one by one.</source>
        <translation>Von {0} Dateien wurde {1} genommen; zieh die anderen einzeln herein.</translation>
    </message>
</context>
<context>
    <name>AuthoringPanel</name>
    <message>
        <source>Scopes</source>
        <translation>Messbilder</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>“{0}” was not saved when its window went.</source>
        <translation>„{0}“ war nicht gespeichert, als das Fenster verschwand.</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
</context>
<context>
    <name>ChooseLooksDialog</name>
    <message>
        <source>Looks</source>
        <translation>Looks</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>mitgeliefert</translation>
    </message>
</context>
<context>
    <name>CameraDialog</name>
    <message>
        <source>Snapshot from camera</source>
        <translation>Schnappschuss von der Kamera</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Take snapshot</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>No camera was found. Connect one, or open a photo instead.</source>
        <translation>Keine Kamera gefunden. Schließe eine an oder öffne ein Foto.</translation>
    </message>
    <message>
        <source>Starting the camera…</source>
        <translation>Die Kamera startet…</translation>
    </message>
    <message>
        <source>The camera cannot be used: {0}. Close other programs that use it, and allow Hair Studio to use it in the system's settings.</source>
        <translation>Die Kamera ist nicht benutzbar: {0}. Schließe andere Programme, die sie benutzen, und erlaube Hair Studio den Zugriff in den Systemeinstellungen.</translation>
    </message>
</context>
<context>
    <name>CameraSource</name>
    <message>
        <source>It gives no picture.</source>
        <translation>Sie gibt kein Bild.</translation>
    </message>
</context>
<context>
    <name>ChromaPlane</name>
    <message>
        <source>Chroma plane of the hair</source>
        <translation>Chroma-Ebene des Haars</translation>
    </message>
</context>
<context>
    <name>ClientWindow</name>
    <message>
        <source>Hair Studio – Client</source>
        <translation>Hair Studio – Kunde</translation>
    </message>
</context>
<context>
    <name>ColourEditor</name>
    <message>
        <source>Pick on the picture</source>
        <translation>Im Bild aufnehmen</translation>
    </message>
</context>
<context>
    <name>ColourPicker</name>
    <message>
        <source>Load a palette</source>
        <translation>Palette laden</translation>
    </message>
    <message>
        <source>Palettes ({0});;All files (*)</source>
        <translation>Paletten ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Colour picker</source>
        <translation>Farbwähler</translation>
    </message>
    <message>
        <source>Saturation and value</source>
        <translation>Sättigung und Helligkeit</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>Farbton</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Back to the colour before</source>
        <translation>Zurück zur vorigen Farbe</translation>
    </message>
    <message>
        <source>Pick on the picture</source>
        <translation>Im Bild aufnehmen</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Save the look to compare with it later: until then, before is the photo.</source>
        <translation>Speichere den Look, um später mit ihm zu vergleichen: Bis dahin ist Vorher das Foto.</translation>
    </message>
</context>
<context>
    <name>CompareTools</name>
    <message>
        <source>Side by side</source>
        <translation>Daneben</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Lay the mask over the pictures (M)</source>
        <translation>Maske über die Bilder legen (M)</translation>
    </message>
    <message>
        <source>Brush: add to the mask (B)</source>
        <translation>Pinsel: zur Maske hinzufügen (B)</translation>
    </message>
    <message>
        <source>Eraser: take off the mask (E)</source>
        <translation>Radierer: von der Maske wegnehmen (E)</translation>
    </message>
    <message>
        <source>Brush size ([ and ])</source>
        <translation>Pinselgröße ([ und ])</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>Härte</translation>
    </message>
    <message>
        <source>Brush hardness ({ and })</source>
        <translation>Pinselhärte ({ und })</translation>
    </message>
    <message>
        <source>1 pixel</source>
        <translation>1 Pixel</translation>
    </message>
    <message>
        <source>{0} pixels</source>
        <translation>{0} Pixel</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Picture, before and after</source>
        <translation>Bild, vorher und nachher</translation>
    </message>
    <message>
        <source>{}: before and after</source>
        <translation>{}: vorher und nachher</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>Conductor</name>
    <message>
        <source>Of {0} files {1} was taken: one is shown at a time.</source>
        <translation>Von {0} Dateien wurde {1} genommen: Gezeigt wird eine auf einmal.</translation>
    </message>
    <message>
        <source>Only {0} is recorded, not the looks beside it.</source>
        <translation>Nur {0} wird aufgenommen, nicht die Looks daneben.</translation>
    </message>
    <message>
        <source>The live picture is being watched</source>
        <translation>Das Live-Bild wird angesehen</translation>
    </message>
    <message>
        <source>Start the camera</source>
        <translation>Kamera starten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Open movie…</source>
        <translation>Film öffnen…</translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation>Bild öffnen…</translation>
    </message>
    <message>
        <source>Open movie</source>
        <translation>Film öffnen</translation>
    </message>
    <message>
        <source>Movies ({0});;All files (*)</source>
        <translation>Filme ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Pictures ({0});;All files (*)</source>
        <translation>Bilder ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Record to</source>
        <translation>Aufnehmen nach</translation>
    </message>
    <message>
        <source>Movies (*.mp4 *.mov *.mkv)</source>
        <translation>Filme (*.mp4 *.mov *.mkv)</translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>Network for finding hair</source>
        <translation>Netz, das das Haar findet</translation>
    </message>
    <message>
        <source>512: finer edges</source>
        <translation>512: feinere Kanten</translation>
    </message>
    <message>
        <source>256: faster</source>
        <translation>256: schneller</translation>
    </message>
    <message>
        <source>Own network…</source>
        <translation>Eigenes Netz…</translation>
    </message>
    <message>
        <source>Own network</source>
        <translation>Eigenes Netz</translation>
    </message>
    <message>
        <source>Networks (*.tflite)</source>
        <translation>Netze (*.tflite)</translation>
    </message>
    <message>
        <source>{0}. Choose a .tflite file that hairnet exported</source>
        <translation>{0}. Wähle eine .tflite-Datei, die hairnet exportiert hat</translation>
    </message>
    <message>
        <source>It runs on</source>
        <translation>Es läuft auf</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>The GPU where a real one works</source>
        <translation>Der GPU, wo eine echte da ist</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>lädt…</translation>
    </message>
    <message>
        <source>Hair is found by network {0} on the {1}</source>
        <translation>Das Haar findet Netz {0} auf der {1}</translation>
    </message>
    <message>
        <source>Network {0} finds the hair; it is loaded with the first photo</source>
        <translation>Netz {0} findet das Haar; es wird mit dem ersten Foto geladen</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ging schief</translation>
    </message>
    <message>
        <source>Hair Studio met an error it did not expect. Your look is still open, and a safety copy is kept: save it, then go on. If it happens again, please send the report below.</source>
        <translation>Hair Studio stieß auf einen unerwarteten Fehler. Der Look ist noch offen, eine Sicherheitskopie liegt bereit: Speichere ihn, dann geht es weiter. Geschieht es wieder, schicke bitte den Bericht unten ein.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>CurveEditor</name>
    <message>
        <source>Input of the point</source>
        <translation>Eingang des Punkts</translation>
    </message>
    <message>
        <source>Output of the point</source>
        <translation>Ausgang des Punkts</translation>
    </message>
    <message>
        <source>Reset the curve</source>
        <translation>Kurve zurücksetzen</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Point {0} of {1}: {2}, {3}</source>
        <translation>Punkt {0} von {1}: {2}, {3}</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Click to add a point, drag to move it, right click or Delete to remove it. Shift is fine.</source>
        <translation>Klick fügt einen Punkt hinzu, Ziehen verschiebt ihn, Rechtsklick oder Entf entfernt ihn. Umschalt ist fein.</translation>
    </message>
</context>
<context>
    <name>EditorPanel</name>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
</context>
<context>
    <name>EffectRow</name>
    <message>
        <source>Show the editors</source>
        <translation>Regler zeigen</translation>
    </message>
    <message>
        <source>On or off</source>
        <translation>An oder aus</translation>
    </message>
    <message>
        <source>Name of the effect</source>
        <translation>Name des Effekts</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>How much of the effect is mixed in</source>
        <translation>Wie viel vom Effekt eingemischt wird</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Hide the editors</source>
        <translation>Regler verbergen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Copy to the other side</source>
        <translation>Auf die andere Seite kopieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>Effects</name>
    <message>
        <source>Tone</source>
        <translation>Tonwert</translation>
    </message>
    <message>
        <source>Hair</source>
        <translation>Haar</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Lighten</source>
        <translation>Aufhellen</translation>
    </message>
    <message>
        <source>Dye</source>
        <translation>Färben</translation>
    </message>
    <message>
        <source>Gradient map</source>
        <translation>Verlaufsumsetzung</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>Tönung</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>Glanzlicht</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>White balance</source>
        <translation>Weißabgleich</translation>
    </message>
    <message>
        <source>Lift, gamma, gain</source>
        <translation>Lift, Gamma, Gain</translation>
    </message>
    <message>
        <source>ASC CDL</source>
        <translation>ASC CDL</translation>
    </message>
    <message>
        <source>Hue, chroma, lightness</source>
        <translation>Farbton, Chroma, Helligkeit</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <source>Channel mixer</source>
        <translation>Kanalmixer</translation>
    </message>
    <message>
        <source>Split toning</source>
        <translation>Teiltonung</translation>
    </message>
    <message>
        <source>Gamut compression</source>
        <translation>Farbraumkompression</translation>
    </message>
    <message>
        <source>Hue vs hue</source>
        <translation>Farbton gegen Farbton</translation>
    </message>
    <message>
        <source>Hue vs saturation</source>
        <translation>Farbton gegen Sättigung</translation>
    </message>
    <message>
        <source>LUT from file</source>
        <translation>LUT aus Datei</translation>
    </message>
    <message>
        <source>Bleach</source>
        <translation>Blondierung</translation>
    </message>
    <message>
        <source>Warmth</source>
        <translation>Wärme</translation>
    </message>
    <message>
        <source>Open shadows</source>
        <translation>Schatten öffnen</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Keep chroma</source>
        <translation>Chroma behalten</translation>
    </message>
    <message>
        <source>Shine</source>
        <translation>Glanz</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Softness</source>
        <translation>Weichheit</translation>
    </message>
    <message>
        <source>Pivot</source>
        <translation>Drehpunkt</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>Lift level</source>
        <translation>Lift-Pegel</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Gamma level</source>
        <translation>Gamma-Pegel</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gain</translation>
    </message>
    <message>
        <source>Gain level</source>
        <translation>Gain-Pegel</translation>
    </message>
    <message>
        <source>Slope</source>
        <translation>Slope</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Power</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>Farbton</translation>
    </message>
    <message>
        <source>Chroma</source>
        <translation>Chroma</translation>
    </message>
    <message>
        <source>Lightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Vibrance</source>
        <translation>Dynamik</translation>
    </message>
    <message>
        <source>Red from red</source>
        <translation>Rot aus Rot</translation>
    </message>
    <message>
        <source>Red from green</source>
        <translation>Rot aus Grün</translation>
    </message>
    <message>
        <source>Red from blue</source>
        <translation>Rot aus Blau</translation>
    </message>
    <message>
        <source>Green from red</source>
        <translation>Grün aus Rot</translation>
    </message>
    <message>
        <source>Green from green</source>
        <translation>Grün aus Grün</translation>
    </message>
    <message>
        <source>Green from blue</source>
        <translation>Grün aus Blau</translation>
    </message>
    <message>
        <source>Blue from red</source>
        <translation>Blau aus Rot</translation>
    </message>
    <message>
        <source>Blue from green</source>
        <translation>Blau aus Grün</translation>
    </message>
    <message>
        <source>Blue from blue</source>
        <translation>Blau aus Blau</translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>Schatten</translation>
    </message>
    <message>
        <source>Shadow amount</source>
        <translation>Schattenmenge</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>Lichter</translation>
    </message>
    <message>
        <source>Highlight amount</source>
        <translation>Lichtermenge</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Balance</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Schutz</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>Reichweite</translation>
    </message>
    <message>
        <source>Luma</source>
        <translation>Luma</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Hue shift</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Pheomelanin, the red pigment that bleach leaves longest.</source>
        <translation>Phäomelanin, das rote Pigment, das Blondierung am längsten übrig lässt.</translation>
    </message>
    <message>
        <source>Lifts the deepest tones and spares their noise.</source>
        <translation>Hebt die tiefsten Töne und schont ihr Rauschen.</translation>
    </message>
    <message>
        <source>What white hair would become.</source>
        <translation>Was aus weißem Haar würde.</translation>
    </message>
    <message>
        <source>How much of the hair's own colour differences stays.</source>
        <translation>Wie viel von den eigenen Farbunterschieden des Haars bleibt.</translation>
    </message>
    <message>
        <source>Negative is matte.</source>
        <translation>Negativ ist matt.</translation>
    </message>
    <message>
        <source>The tone that stays as it is.</source>
        <translation>Der Ton, der bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Positive is warmer.</source>
        <translation>Positiv ist wärmer.</translation>
    </message>
    <message>
        <source>Positive is more magenta, negative greener.</source>
        <translation>Positiv ist mehr Magenta, negativ grüner.</translation>
    </message>
    <message>
        <source>Shadows.</source>
        <translation>Schatten.</translation>
    </message>
    <message>
        <source>Midtones.</source>
        <translation>Mitteltöne.</translation>
    </message>
    <message>
        <source>Highlights.</source>
        <translation>Lichter.</translation>
    </message>
    <message>
        <source>The luma at which the two meet.</source>
        <translation>Die Luma, bei der sich beide treffen.</translation>
    </message>
    <message>
        <source>Colours below this stay.</source>
        <translation>Farben darunter bleiben.</translation>
    </message>
    <message>
        <source>The strength that lands on the edge.</source>
        <translation>Die Stärke, die auf dem Rand landet.</translation>
    </message>
    <message>
        <source>Bleach: black through red-brown and orange to pale yellow.</source>
        <translation>Blondierung: von Schwarz über Rotbraun und Orange zu blassem Gelb.</translation>
    </message>
    <message>
        <source>A translucent colour: strong on light hair, faint on dark.</source>
        <translation>Eine durchscheinende Farbe: kräftig auf hellem Haar, zart auf dunklem.</translation>
    </message>
    <message>
        <source>Colours by lightness: shadows, midtones, highlights.</source>
        <translation>Farben nach Helligkeit: Schatten, Mitteltöne, Lichter.</translation>
    </message>
    <message>
        <source>Another colour at the same luminance.</source>
        <translation>Eine andere Farbe bei gleicher Leuchtdichte.</translation>
    </message>
    <message>
        <source>More shine on the light strands, or a matte finish.</source>
        <translation>Mehr Glanz auf den hellen Strähnen, oder matt.</translation>
    </message>
    <message>
        <source>More or less light, in stops.</source>
        <translation>Mehr oder weniger Licht, in Blendenstufen.</translation>
    </message>
    <message>
        <source>Steepen or flatten the tones around a pivot.</source>
        <translation>Macht die Töne um einen Drehpunkt steiler oder flacher.</translation>
    </message>
    <message>
        <source>Warmer or cooler, greener or more magenta.</source>
        <translation>Wärmer oder kühler, grüner oder mehr Magenta.</translation>
    </message>
    <message>
        <source>Colour and level of shadows, midtones and highlights.</source>
        <translation>Farbe und Pegel von Schatten, Mitteltönen und Lichtern.</translation>
    </message>
    <message>
        <source>Slope, offset, power and saturation, as grades travel between tools.</source>
        <translation>Slope, Offset, Power und Sättigung, wie Farbkorrekturen zwischen Programmen wandern.</translation>
    </message>
    <message>
        <source>Turn hue, scale chroma and move lightness, evenly to the eye.</source>
        <translation>Dreht den Farbton, skaliert das Chroma, verschiebt die Helligkeit, fürs Auge gleichmäßig.</translation>
    </message>
    <message>
        <source>More or less colour; vibrance spares what is strong already.</source>
        <translation>Mehr oder weniger Farbe; Dynamik schont, was schon kräftig ist.</translation>
    </message>
    <message>
        <source>Make each channel from a mix of all three.</source>
        <translation>Mischt jeden Kanal aus allen dreien.</translation>
    </message>
    <message>
        <source>One colour for the shadows, another for the highlights.</source>
        <translation>Eine Farbe für die Schatten, eine andere für die Lichter.</translation>
    </message>
    <message>
        <source>Bring colours that are too strong back in, without hard edges.</source>
        <translation>Holt zu kräftige Farben zurück, ohne harte Kanten.</translation>
    </message>
    <message>
        <source>Tone curves for luma and for each channel.</source>
        <translation>Tonwertkurven für Luma und für jeden Kanal.</translation>
    </message>
    <message>
        <source>Move some hues and leave the others.</source>
        <translation>Verschiebt einige Farbtöne und lässt die anderen.</translation>
    </message>
    <message>
        <source>More colour in some hues, less in others.</source>
        <translation>Mehr Farbe in einigen Farbtönen, weniger in anderen.</translation>
    </message>
    <message>
        <source>The package that provides this effect is not installed.</source>
        <translation>Das Paket, das diesen Effekt mitbringt, ist nicht installiert.</translation>
    </message>
    <message>
        <source>Apply a .cube made elsewhere.</source>
        <translation>Wendet eine anderswo gemachte .cube an.</translation>
    </message>
</context>
<context>
    <name>EffectsPanel</name>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Edit the stack for light hair (1)</source>
        <translation>Stapel für helles Haar bearbeiten (1)</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Edit the stack for dark hair (2)</source>
        <translation>Stapel für dunkles Haar bearbeiten (2)</translation>
    </message>
    <message>
        <source>Link both sides: a change of one is made to the other</source>
        <translation>Beide Seiten verknüpfen: Änderungen gelten für beide</translation>
    </message>
    <message>
        <source>Stack: copy, keep, reset</source>
        <translation>Stapel: kopieren, merken, zurücksetzen</translation>
    </message>
    <message>
        <source>Copy stack to {0}</source>
        <translation>Stapel nach {0} kopieren</translation>
    </message>
    <message>
        <source>Keep stack as preset…</source>
        <translation>Stapel als Vorlage merken…</translation>
    </message>
    <message>
        <source>Apply preset</source>
        <translation>Vorlage anwenden</translation>
    </message>
    <message>
        <source>Forget preset</source>
        <translation>Vorlage vergessen</translation>
    </message>
    <message>
        <source>Reset all effects</source>
        <translation>Alle Effekte zurücksetzen</translation>
    </message>
    <message>
        <source>Remove all effects from {0}</source>
        <translation>Alle Effekte von {0} entfernen</translation>
    </message>
    <message>
        <source>Remove all effects</source>
        <translation>Alle Effekte entfernen</translation>
    </message>
    <message>
        <source>Switch {0} on</source>
        <translation>{0} einschalten</translation>
    </message>
    <message>
        <source>Switch {0} off</source>
        <translation>{0} ausschalten</translation>
    </message>
    <message>
        <source>Rename {0}</source>
        <translation>{0} umbenennen</translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation>{0} verschieben</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message>
        <source>Duplicate {0}</source>
        <translation>{0} duplizieren</translation>
    </message>
    <message>
        <source>Opacity of {0}</source>
        <translation>Deckkraft von {0}</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>{0} hinzufügen</translation>
    </message>
    <message>
        <source>Reset {0}</source>
        <translation>{0} zurücksetzen</translation>
    </message>
    <message>
        <source>Copy {0} to {1}</source>
        <translation>{0} nach {1} kopieren</translation>
    </message>
    <message>
        <source>Link sides</source>
        <translation>Seiten verknüpfen</translation>
    </message>
    <message>
        <source>Unlink sides</source>
        <translation>Seiten trennen</translation>
    </message>
    <message>
        <source>Keep stack</source>
        <translation>Stapel merken</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Apply {0}</source>
        <translation>{0} anwenden</translation>
    </message>
    <message>
        <source>Both sides are linked: the other one has this effect already</source>
        <translation>Beide Seiten sind verknüpft: Die andere hat diesen Effekt schon</translation>
    </message>
    <message>
        <source>Presets hold only until you quit: {0}</source>
        <translation>Vorlagen halten nur bis zum Beenden: {0}</translation>
    </message>
    <message>
        <source>The preset “{0}” is forgotten.</source>
        <translation>Die Vorlage „{0}“ ist vergessen.</translation>
    </message>
    <message>
        <source>The preset “{0}” has this stack now.</source>
        <translation>Die Vorlage „{0}“ hat jetzt diesen Stapel.</translation>
    </message>
</context>
<context>
    <name>EngineBar</name>
    <message>
        <source>Now: {0}</source>
        <translation>Jetzt: {0}</translation>
    </message>
    <message>
        <source>Network: 512 finds finer hair, 256 is faster</source>
        <translation>Netz: 512 findet feineres Haar, 256 ist schneller</translation>
    </message>
    <message>
        <source>Network 512</source>
        <translation>Netz 512</translation>
    </message>
    <message>
        <source>Network 256</source>
        <translation>Netz 256</translation>
    </message>
    <message>
        <source>Network {0}</source>
        <translation>Netz {0}</translation>
    </message>
    <message>
        <source>Device that the network shall run on</source>
        <translation>Gerät, auf dem das Netz laufen soll</translation>
    </message>
    <message>
        <source>Runs on: auto</source>
        <translation>Gerät: auto</translation>
    </message>
    <message>
        <source>Runs on: CPU</source>
        <translation>Gerät: CPU</translation>
    </message>
    <message>
        <source>Runs on: GPU</source>
        <translation>Gerät: GPU</translation>
    </message>
    <message>
        <source>Who mixes the colours: the graphics card, or the CPU where it is faster</source>
        <translation>Wer die Farben mischt: die Grafikkarte, oder die CPU, wo sie schneller ist</translation>
    </message>
    <message>
        <source>Picture: auto</source>
        <translation>Bild: auto</translation>
    </message>
    <message>
        <source>Picture: CPU</source>
        <translation>Bild: CPU</translation>
    </message>
    <message>
        <source>Picture: GPU</source>
        <translation>Bild: GPU</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Rückkopplung</translation>
    </message>
    <message>
        <source>The network sees its last mask: calmer. Off shows what it does without</source>
        <translation>Das Netz sieht seine letzte Maske: ruhiger. Aus zeigt, was es ohne sie tut</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Show the picture as a mirror does</source>
        <translation>Das Bild wie im Spiegel zeigen</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Choose the looks that are exported</source>
        <translation>Wähle die Looks, die exportiert werden</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>LUT size</source>
        <translation>LUT-Größe</translation>
    </message>
    <message>
        <source>small</source>
        <translation>klein</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>üblich</translation>
    </message>
    <message>
        <source>finest</source>
        <translation>am feinsten</translation>
    </message>
    <message>
        <source>Flavour of .cube</source>
        <translation>Art der .cube-Dateien</translation>
    </message>
    <message>
        <source>Adobe (most programs)</source>
        <translation>Adobe (die meisten Programme)</translation>
    </message>
    <message>
        <source>DaVinci Resolve</source>
        <translation>DaVinci Resolve</translation>
    </message>
    <message>
        <source>Pair of .cube files, intensities inside</source>
        <translation>Paar von .cube-Dateien, Intensitäten darin</translation>
    </message>
    <message>
        <source>.hairlook: one file for the hairsdk package</source>
        <translation>.hairlook: eine Datei für das Paket hairsdk</translation>
    </message>
    <message>
        <source>Preset folder: preset.json and the pair</source>
        <translation>Preset-Ordner: preset.json und das Paar</translation>
    </message>
    <message>
        <source>Hald PNGs for picture editors</source>
        <translation>Hald-PNGs für Bildbearbeitungen</translation>
    </message>
    <message>
        <source>Bundle for apps</source>
        <translation>Bündel für Apps</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Can be edited again (the recipe inside)</source>
        <translation>Bleibt bearbeitbar (das Rezept liegt bei)</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Wähle einen Ordner</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Looks</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Flavour</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Export into</source>
        <translation>Exportieren nach</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Looks to export</source>
        <translation>Looks zum Exportieren</translation>
    </message>
    <message>
        <source>The open look is exported as it is now. Others follow as they were saved:</source>
        <translation>Der offene Look wird exportiert, wie er jetzt ist. Andere folgen, wie sie gespeichert sind:</translation>
    </message>
    <message>
        <source>Hair Studio</source>
        <translation>Hair Studio</translation>
    </message>
    <message>
        <source>Files of these names are in the folder already:</source>
        <translation>Dateien mit diesen Namen sind schon im Ordner:</translation>
    </message>
    <message>
        <source>If you overwrite them, what is in them now is lost.</source>
        <translation>Überschreibst du sie, ist ihr jetziger Inhalt verloren.</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>{0} was not exported: {1}</source>
        <translation>{0} wurde nicht exportiert: {1}</translation>
    </message>
    <message numerus="yes">
        <source>and the same of %n more</source>
        <translation>
            <numerusform>und dasselbe von %n weiteren Look</numerusform>
            <numerusform>und dasselbe von %n weiteren Looks</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} looks…</source>
        <translation>{0} Looks…</translation>
    </message>
    <message>
        <source>This look only…</source>
        <translation>Nur dieser Look…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Export stopped</source>
        <translation>Export angehalten</translation>
    </message>
    <message numerus="yes">
        <source>%n already there, to be replaced</source>
        <translation>
            <numerusform>%n davon gibt es schon; sie wird ersetzt</numerusform>
            <numerusform>%n davon gibt es schon; sie werden ersetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>Nichts gewählt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Written to {0} before that:</source>
        <translation>Davor geschrieben nach {0}:</translation>
    </message>
    <message>
        <source>Written to {0}:</source>
        <translation>Geschrieben nach {0}:</translation>
    </message>
    <message>
        <source>Not exported: {0}</source>
        <translation>Nicht exportiert: {0}</translation>
    </message>
    <message>
        <source>{0} is the open look itself, which holds its photos and masks: choose another folder or name</source>
        <translation>{0} ist der offene Look selbst, mit seinen Fotos und Masken: Wähle einen anderen Ordner oder Namen</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>{0} is a picture, no look: drop it on the picture of Light or Dark</source>
        <translation>{0} ist ein Bild und kein Look: Lege es auf dem Bild von Hell oder Dunkel ab</translation>
    </message>
    <message>
        <source>{0} is a LUT, no look: File → Import LUT as effect takes it</source>
        <translation>{0} ist eine LUT und kein Look: Öffne sie mit Datei → LUT als Effekt importieren</translation>
    </message>
    <message>
        <source>Files are still being written.</source>
        <translation>Es werden noch Dateien geschrieben.</translation>
    </message>
    <message>
        <source>If you close the window now, those that are not finished are lost.</source>
        <translation>Wenn du das Fenster jetzt schließt, gehen die verloren, die noch nicht fertig sind.</translation>
    </message>
    <message>
        <source>Open look</source>
        <translation>Look öffnen</translation>
    </message>
    <message>
        <source>Looks (*.hairlook *.zip);;All files (*)</source>
        <translation>Looks (*.hairlook *.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save look</source>
        <translation>Look speichern</translation>
    </message>
    <message>
        <source>Looks (*.hairlook)</source>
        <translation>Looks (*.hairlook)</translation>
    </message>
    <message>
        <source>Hair Studio</source>
        <translation>Hair Studio</translation>
    </message>
    <message>
        <source>Save the changes of “{0}”?</source>
        <translation>Änderungen an „{0}“ speichern?</translation>
    </message>
    <message>
        <source>Otherwise they are lost.</source>
        <translation>Sonst gehen sie verloren.</translation>
    </message>
    <message>
        <source>Hair Studio did not close properly. Recover “{0}”?</source>
        <translation>Hair Studio wurde nicht richtig beendet. „{0}“ wiederherstellen?</translation>
    </message>
    <message>
        <source>never saved to a file</source>
        <translation>nie in einer Datei gespeichert</translation>
    </message>
    <message>
        <source>Safety copy of {0}; {1}.</source>
        <translation>Sicherheitskopie vom {0}; {1}.</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Another file is still being read or written; try again</source>
        <translation>Eine andere Datei wird noch gelesen oder geschrieben; versuche es gleich noch einmal</translation>
    </message>
    <message>
        <source>Not saved: {0}. Your work is still here.</source>
        <translation>Nicht gespeichert: {0}. Deine Arbeit ist noch da.</translation>
    </message>
    <message>
        <source>Not saved: {0}. Your work is still here; save it elsewhere.</source>
        <translation>Nicht gespeichert: {0}. Deine Arbeit ist noch da; speichere sie anderswo.</translation>
    </message>
    <message>
        <source>Not opened: {0}</source>
        <translation>Nicht geöffnet: {0}</translation>
    </message>
    <message>
        <source>Not saved: {0}. Your work is still here; switch off the effect that fails.</source>
        <translation>Nicht gespeichert: {0}. Deine Arbeit ist noch da; schalte den Effekt aus, der versagt.</translation>
    </message>
    <message>
        <source>“{0}” was changed elsewhere since you opened it.</source>
        <translation>„{0}“ wurde anderswo geändert, seit du es geöffnet hast.</translation>
    </message>
    <message>
        <source>There is a “{0}” already.</source>
        <translation>Es gibt schon „{0}“.</translation>
    </message>
    <message>
        <source>If you overwrite it, what is in it now is lost.</source>
        <translation>Wenn du es überschreibst, geht verloren, was jetzt darin steht.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
</context>
<context>
    <name>FileEditor</name>
    <message>
        <source>Drop or choose a file</source>
        <translation>Datei ablegen oder wählen</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>{0} is called {1} in the bundle, where {2} is another look&apos;s id</source>
        <translation>{0} heißt im Bündel {1}: {2} ist dort die Kennung eines anderen Looks</translation>
    </message>
    <message>
        <source>There is not enough memory; close other programs, or take smaller pictures</source>
        <translation>Der Arbeitsspeicher reicht nicht: Schließe andere Programme, oder nimm kleinere Bilder</translation>
    </message>
    <message>
        <source>{0}, XNNPACK, 1 thread</source>
        <translation>{0}, XNNPACK, 1 Thread</translation>
    </message>
    <message>
        <source>{0}, XNNPACK, {1} threads</source>
        <translation>{0}, XNNPACK, {1} Threads</translation>
    </message>
    <message>
        <source>{0} is truncated: it ends before its swatches do</source>
        <translation>{0} ist abgeschnitten: die Datei endet vor ihren Farbfeldern</translation>
    </message>
    <message>
        <source>{0} holds no swatches that are read: .ase and .aco of Adobe, .gpl of GIMP</source>
        <translation>{0} enthält keine Farbfelder, die gelesen werden: .ase und .aco von Adobe, .gpl von GIMP</translation>
    </message>
    <message>
        <source>{0} has more than {1} swatches</source>
        <translation>{0} hat mehr als {1} Farbfelder</translation>
    </message>
    <message>
        <source>a swatch needs red, green and blue in 0..255</source>
        <translation>ein Farbfeld braucht Rot, Grün und Blau in 0..255</translation>
    </message>
    <message>
        <source>a swatch has a value of {0}</source>
        <translation>ein Farbfeld hat den Wert {0}</translation>
    </message>
    <message>
        <source>{0} holds only inks (CMYK), which mean no colour without their profile: ask for its RGB or Lab swatches</source>
        <translation>{0} enthält nur Druckfarben (CMYK), die ohne ihr Profil keine Farbe bedeuten: frage nach Farbfeldern in RGB oder Lab</translation>
    </message>
    <message>
        <source>{0} holds only swatches of a colour model that is not read ({1}): ask for its RGB or Lab swatches</source>
        <translation>{0} enthält nur Farbfelder mit einem Farbmodell, das nicht gelesen wird ({1}): frage nach Farbfeldern in RGB oder Lab</translation>
    </message>
    <message>
        <source>{0} holds no swatches</source>
        <translation>{0} enthält keine Farbfelder</translation>
    </message>
    <message>
        <source>No room is left on the disk; free some and try again</source>
        <translation>Auf dem Datenträger ist kein Platz mehr; schaffe welchen und versuche es noch einmal</translation>
    </message>
    <message>
        <source>The system does not allow this; choose another folder</source>
        <translation>Das System erlaubt das nicht; wähle einen anderen Ordner</translation>
    </message>
    <message>
        <source>This picture cannot be used; choose another one</source>
        <translation>Dieses Bild lässt sich nicht verwenden; wähle ein anderes</translation>
    </message>
    <message>
        <source>This LUT cannot be used; export it anew</source>
        <translation>Diese LUT lässt sich nicht verwenden; exportiere sie neu</translation>
    </message>
    <message>
        <source>The file cannot be read; see if it is there</source>
        <translation>Die Datei lässt sich nicht lesen; sieh nach, ob sie da ist</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
    <message>
        <source>The file cannot be written; choose another place</source>
        <translation>Die Datei lässt sich nicht schreiben; wähle einen anderen Ort</translation>
    </message>
    <message>
        <source>A newer Hair Studio made this look; update yours</source>
        <translation>Ein neueres Hair Studio hat diesen Look gemacht; aktualisiere deines</translation>
    </message>
    <message>
        <source>the look&apos;s id {0} is a device on Windows, where no file can be called so; give it another</source>
        <translation>Die Kennung {0} des Looks ist unter Windows ein Gerät, und keine Datei darf dort so heißen; gib ihm eine andere</translation>
    </message>
    <message>
        <source>the Light reference (intensity {0}) must be lighter than the Dark one ({1}); swap them (Look menu), or choose other photos</source>
        <translation>Die helle Referenz (Intensität {0}) muss heller sein als die dunkle ({1}); tausche sie (Menü Look) oder wähle andere Fotos</translation>
    </message>
    <message>
        <source>{0} is a folder; drop a photo here</source>
        <translation>{0} ist ein Ordner; lege ein Foto hier ab</translation>
    </message>
    <message>
        <source>{0} is only {1} × {2} pixels: too small to use</source>
        <translation>{0} hat nur {1} × {2} Pixel: zu klein</translation>
    </message>
    <message>
        <source>{0} is {1} × {2} pixels, the photo {3} × {4}; a mask must be of the photo&apos;s size</source>
        <translation>{0} hat {1} × {2} Pixel, das Foto {3} × {4}; eine Maske muss so groß wie das Foto sein</translation>
    </message>
    <message>
        <source>type a name for the files</source>
        <translation>Gib den Dateien einen Namen</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; cannot be the start of a file name</source>
        <translation>„{0}“ kann nicht der Anfang eines Dateinamens sein</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; ends like a file, of which several are written: leave {1} out</source>
        <translation>„{0}“ endet wie eine Datei, es werden aber mehrere geschrieben: Lass {1} weg</translation>
    </message>
    <message>
        <source>nothing to export: choose at least one kind of file</source>
        <translation>Es gibt nichts zu exportieren: Wähle mindestens eine Art von Datei</translation>
    </message>
    <message>
        <source>{0} would be written over, and the photos and masks in it be lost: choose another folder or name</source>
        <translation>{0} würde überschrieben, und die Fotos und Masken darin gingen verloren: Wähle einen anderen Ordner oder Namen</translation>
    </message>
    <message>
        <source>{0} is {1} × {2} pixels, too small for a chart ({3} × {3}): save it in the size it was written, neither cropped nor scaled</source>
        <translation>{0} hat {1} × {2} Pixel, zu wenige für eine Tafel ({3} × {3}): Speichere sie in der Größe, in der sie geschrieben wurde, weder beschnitten noch skaliert</translation>
    </message>
    <message>
        <source>{0} holds no chart at its lower left: write one with File → Round trip, grade it, and save it in the same size, neither cropped nor scaled</source>
        <translation>{0} hat unten links keine Tafel: Schreibe eine mit Datei → Umweg über andere Programme, bearbeite sie und speichere sie in derselben Größe, weder beschnitten noch skaliert</translation>
    </message>
    <message>
        <source>the first of its {0} pictures was taken</source>
        <translation>Von seinen {0} Bildern ist das erste genommen</translation>
    </message>
    <message>
        <source>CMYK was converted without its ink profile; colours may be a little off</source>
        <translation>CMYK ist ohne sein Farbprofil umgerechnet; die Farben weichen vielleicht etwas ab</translation>
    </message>
    <message>
        <source>HDR with {0} becomes SDR, its highlights toned down</source>
        <translation>HDR mit {0} wird zu SDR, die Lichter sind gedämpft</translation>
    </message>
    <message>
        <source>{0} bits a channel become 8</source>
        <translation>aus {0} Bit je Kanal werden 8</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>other pictures ({0})</source>
        <translation>andere Bilder ({0})</translation>
    </message>
    <message>
        <source>covers ({0})</source>
        <translation>Titelbilder ({0})</translation>
    </message>
    <message>
        <source>sounds of other programmes ({0})</source>
        <translation>Töne anderer Programme ({0})</translation>
    </message>
    <message>
        <source>sounds of a kind that FFmpeg does not know ({0})</source>
        <translation>Töne einer Art, die FFmpeg nicht kennt ({0})</translation>
    </message>
    <message>
        <source>sounds whose beginning FFmpeg does not find ({0})</source>
        <translation>Töne, deren Anfang FFmpeg nicht findet ({0})</translation>
    </message>
    <message>
        <source>subtitles ({0})</source>
        <translation>Untertitel ({0})</translation>
    </message>
    <message>
        <source>data ({0})</source>
        <translation>Daten ({0})</translation>
    </message>
    <message>
        <source>attachments ({0})</source>
        <translation>Anhänge ({0})</translation>
    </message>
    <message>
        <source>what begins only amid the film</source>
        <translation>was erst mitten im Film beginnt</translation>
    </message>
    <message>
        <source>its sound is damaged near frame {0}, and perhaps later: such packets are left out</source>
        <translation>sein Ton ist bei Bild {0} beschädigt, vielleicht auch später: Solche Stücke fehlen</translation>
    </message>
    <message>
        <source>damaged at frame {0}, and perhaps later: such frames are what the decoder can make of them</source>
        <translation>bei Bild {0} beschädigt, vielleicht auch später: Solche Bilder sind, was der Decoder daraus machen kann</translation>
    </message>
    <message>
        <source>its pixels change their shape at about frame {0}, which is not followed: cut the film there to keep both</source>
        <translation>seine Pixel ändern etwa bei Bild {0} ihre Form, was nicht übernommen wird: Schneide den Film dort, um beide zu behalten</translation>
    </message>
    <message>
        <source>its sound is uncompressed, which few programs play from an .mp4: write a .mov</source>
        <translation>sein Ton ist unkomprimiert, was aus einer .mp4 wenige Programme abspielen: Speichere als .mov</translation>
    </message>
    <message>
        <source>its size, {0}, is odd: that takes colours at full resolution, which few phones and browsers play. Make it even first, with ffmpeg's filter {1}</source>
        <translation>seine Größe, {0}, ist ungerade: Das braucht Farben in voller Auflösung, was wenige Telefone und Browser abspielen. Mach sie vorher gerade, mit dem ffmpeg-Filter {1}</translation>
    </message>
    <message>
        <source>empty: the file has no bytes</source>
        <translation>leer: Die Datei hat keine Bytes</translation>
    </message>
    <message>
        <source>empty: there is no frame in it</source>
        <translation>leer: Es ist kein Bild darin</translation>
    </message>
    <message>
        <source>no film, or a damaged one: {0}</source>
        <translation>kein Film, oder ein beschädigter: {0}</translation>
    </message>
    <message>
        <source>damaged after frame {0}: {1}</source>
        <translation>nach Bild {0} beschädigt: {1}</translation>
    </message>
    <message>
        <source>damaged: {0}</source>
        <translation>beschädigt: {0}</translation>
    </message>
    <message>
        <source>truncated: the film ends after frame {0}, at {1} s of {2} s</source>
        <translation>abgeschnitten: Der Film endet nach Bild {0}, bei {1} s von {2} s</translation>
    </message>
    <message>
        <source>after frame {0} the times jump back from {1} s to {2} s: films that were put together as they are. Join them with 'ffmpeg -f concat'</source>
        <translation>nach Bild {0} springen die Zeiten von {1} s auf {2} s zurück: Filme, die aneinandergehängt wurden, wie sie sind. Füge sie mit „ffmpeg -f concat“ zusammen</translation>
    </message>
    <message>
        <source>no frame is shown at {0} s or later: the film ends at {1} s</source>
        <translation>bei {0} s oder später ist kein Bild zu sehen: Der Film endet bei {1} s</translation>
    </message>
    <message>
        <source>no picture in this file, {0}</source>
        <translation>kein Bild in dieser Datei, {0}</translation>
    </message>
    <message>
        <source>only sound</source>
        <translation>nur Ton</translation>
    </message>
    <message>
        <source>the picture is of a kind that cannot be decoded here: convert the film first, to H.264 for one</source>
        <translation>das Bild ist von einer Art, die hier nicht decodiert werden kann: Wandle den Film vorher um, etwa in H.264</translation>
    </message>
    <message>
        <source>its frames are {0}; at most {1} megapixels are read: scale it down</source>
        <translation>seine Bilder haben {0} Pixel; höchstens {1} Megapixel werden gelesen: Verkleinere ihn</translation>
    </message>
    <message>
        <source>frame {0} is {1}, those before it {2}: cut the film there</source>
        <translation>Bild {0} hat {1} Pixel, die davor {2}: Schneide den Film dort</translation>
    </message>
    <message>
        <source>{0} cannot hold the film's sound ({1}): {2}</source>
        <translation>Der Ton des Films ({1}) passt in keine {0}: {2}</translation>
    </message>
    <message>
        <source>write an .mkv</source>
        <translation>Speichere als .mkv</translation>
    </message>
    <message>
        <source>write a .mov</source>
        <translation>Speichere als .mov</translation>
    </message>
    <message>
        <source>convert it first, as '{0}' does</source>
        <translation>Wandle ihn vorher um, etwa mit „{0}“</translation>
    </message>
    <message>
        <source>{0}; the whole film is {1}: rename it</source>
        <translation>{0}. Der ganze Film ist {1}: Benenne ihn um</translation>
    </message>
    <message>
        <source>This film cannot be used; choose another one</source>
        <translation>Dieser Film kann nicht verwendet werden; wähle einen anderen</translation>
    </message>
    <message>
        <source>transparency is dropped</source>
        <translation>die Transparenz fällt weg</translation>
    </message>
    <message>
        <source>the film is interlaced, and is shown as if it were not</source>
        <translation>der Film besteht aus Halbbildern und wird gezeigt, als wären es Vollbilder</translation>
    </message>
    <message>
        <source>its ICC profile has more to it than curves and a matrix; it counts as sRGB</source>
        <translation>Sein ICC-Profil besteht nicht nur aus Kurven und einer Matrix; es zählt als sRGB</translation>
    </message>
    <message>
        <source>{0} is a folder, a photo was expected</source>
        <translation>{0} ist ein Ordner; wähle ein Foto</translation>
    </message>
    <message>
        <source>{0} is empty (0 bytes)</source>
        <translation>{0} ist leer (0 Byte)</translation>
    </message>
    <message>
        <source>{0} is {1}; photos are read as {2}</source>
        <translation>{0} ist {1}; Fotos werden gelesen als {2}</translation>
    </message>
    <message>
        <source>{0} is in the {1} format: pip install &apos;hairsdk[heif]&apos; brings the reader</source>
        <translation>{0} ist ein {1}: „pip install &apos;hairsdk[heif]&apos;“ macht es lesbar</translation>
    </message>
    <message>
        <source>{0} is a {1} that would be misread: {2}</source>
        <translation>{0} ist ein {1} und würde falsch gelesen: {2}</translation>
    </message>
    <message>
        <source>{0} is {1} pixels; at most {2} megapixels are read: scale it down</source>
        <translation>{0} hat {1} Pixel; gelesen werden höchstens {2} Megapixel: Verkleinere es</translation>
    </message>
    <message>
        <source>{0} has no pixels: its {1} header says {2}</source>
        <translation>{0} hat keine Pixel: In seinem {1}-Kopf steht {2}</translation>
    </message>
    <message>
        <source>{0} is truncated: the {1} file ends before its picture does</source>
        <translation>{0} ist abgeschnitten: Die {1}-Datei endet vor ihrem Bild</translation>
    </message>
    <message>
        <source>{0} is a {1} of more than {2} scans, which would take hours to read: save it anew</source>
        <translation>{0} ist ein {1} aus mehr als {2} Durchgängen, die zu lesen Stunden dauern würde: neu speichern</translation>
    </message>
    <message>
        <source>{0} is damaged, or of a kind of {1} that is not read; where another program opens it, save it there as PNG</source>
        <translation>{0} ist beschädigt oder ein {1} von einer Art, die nicht gelesen wird; wenn ein anderes Programm es öffnet, speichere es dort als PNG</translation>
    </message>
    <message>
        <source>{0} has {1} channels; 1, 3 or 4 are understood</source>
        <translation>{0} hat {1} Kanäle; verstanden werden 1, 3 oder 4</translation>
    </message>
    <message>
        <source>{0} has {1} samples; save it with 8 or 16 bits a channel</source>
        <translation>{0} hat Werte der Art {1}; speichere es mit 8 oder 16 Bit je Kanal</translation>
    </message>
    <message>
        <source>it is a raw photo; develop it, and save it as JPEG, PNG or TIFF</source>
        <translation>Es ist ein Raw-Foto; entwickle es und speichere es als JPEG, PNG oder TIFF</translation>
    </message>
    <message>
        <source>its colours are CIE Lab; save it as RGB</source>
        <translation>Seine Farben sind CIE Lab; speichere es als RGB</translation>
    </message>
    <message>
        <source>its 16-bit channels lie in planes; save it interleaved, or as PNG</source>
        <translation>Seine 16-Bit-Kanäle liegen in Ebenen; speichere es verschränkt (interleaved) oder als PNG</translation>
    </message>
    <message>
        <source>its 16-bit colours have fewer than three channels; save it as RGB, or as PNG</source>
        <translation>Seine 16-Bit-Farben haben weniger als drei Kanäle; speichere es als RGB oder als PNG</translation>
    </message>
    <message>
        <source>its inks have 16 bits; save it with 8, or as RGB</source>
        <translation>Seine Druckfarben haben 16 Bit; speichere es mit 8 oder als RGB</translation>
    </message>
    <message>
        <source>its compression is number {0}; save it with LZW, or as PNG</source>
        <translation>Seine Kompression hat die Nummer {0}; speichere es mit LZW oder als PNG</translation>
    </message>
    <message>
        <source>its 16-bit grey is stored as a negative; save it with 0 as black, or as PNG</source>
        <translation>Sein 16-Bit-Grau ist als Negativ gespeichert; speichere es mit 0 als Schwarz oder als PNG</translation>
    </message>
    <message>
        <source>its largest value is {0}; save it with 255 or 65535</source>
        <translation>Sein größter Wert ist {0}; speichere es mit 255 oder 65535</translation>
    </message>
    <message>
        <source>a JPEG XL picture</source>
        <translation>ein Bild in JPEG XL</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>ein Photoshop-Dokument</translation>
    </message>
    <message>
        <source>a BigTIFF</source>
        <translation>ein BigTIFF</translation>
    </message>
    <message>
        <source>a raw photo</source>
        <translation>ein Raw-Foto</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>an OpenEXR picture</source>
        <translation>ein Bild in OpenEXR</translation>
    </message>
    <message>
        <source>a Radiance HDR picture</source>
        <translation>ein Bild in Radiance HDR</translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation>ein ZIP-Archiv</translation>
    </message>
    <message>
        <source>a video ({0} or {1})</source>
        <translation>ein Film ({0} oder {1})</translation>
    </message>
    <message>
        <source>a video ({0})</source>
        <translation>ein Film ({0})</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>eine SVG-Zeichnung</translation>
    </message>
    <message>
        <source>a text file</source>
        <translation>eine Textdatei</translation>
    </message>
    <message>
        <source>a file of no known picture format</source>
        <translation>eine Datei in keinem bekannten Bildformat</translation>
    </message>
    <message>
        <source>the light photo is not in this file; its intensity, {0}, is kept for the look</source>
        <translation>Das helle Foto ist nicht in dieser Datei; seine Intensität, {0}, behält der Look</translation>
    </message>
    <message>
        <source>the dark photo is not in this file; its intensity, {0}, is kept for the look</source>
        <translation>Das dunkle Foto ist nicht in dieser Datei; seine Intensität, {0}, behält der Look</translation>
    </message>
    <message>
        <source>the light reference could not be read and was left out: {0}</source>
        <translation>Die helle Referenz ließ sich nicht lesen und fehlt: {0}</translation>
    </message>
    <message>
        <source>the dark reference could not be read and was left out: {0}</source>
        <translation>Die dunkle Referenz ließ sich nicht lesen und fehlt: {0}</translation>
    </message>
    <message>
        <source>the LUT {0} could not be taken over: {1}</source>
        <translation>Die LUT {0} ließ sich nicht übernehmen: {1}</translation>
    </message>
    <message>
        <source>the effect &quot;{0}&quot; is not installed; it is kept, but does nothing here</source>
        <translation>Der Effekt „{0}“ ist nicht installiert; er bleibt erhalten, tut hier aber nichts</translation>
    </message>
    <message>
        <source>{0} has no recipe: its two LUTs stand as one effect each</source>
        <translation>{0} hat kein Rezept: Seine beiden LUTs stehen als je ein Effekt da</translation>
    </message>
    <message>
        <source>effect &quot;{0}&quot; of {1} was left out: {2}</source>
        <translation>Der Effekt „{0}“ von {1} fehlt: {2}</translation>
    </message>
    <message>
        <source>{0} was made in a newer Hair Studio (recipe format {1}; this one reads up to {2}). Update Hair Studio to edit it</source>
        <translation>{0} stammt aus einem neueren Hair Studio (Rezeptformat {1}; dieses liest bis {2}). Aktualisiere Hair Studio, um den Look zu bearbeiten</translation>
    </message>
    <message>
        <source>{0} was made by a newer version (preset format {1}; this hairsdk reads up to {2}). Update hairsdk: pip install --upgrade hairsdk</source>
        <translation>{0} stammt aus einer neueren Version (Preset-Format {1}; dieses hairsdk liest bis {2}). Aktualisiere hairsdk: pip install --upgrade hairsdk</translation>
    </message>
    <message>
        <source>cannot read preset {0}: no such file or folder</source>
        <translation>{0} lässt sich nicht lesen: Dort ist weder Datei noch Ordner</translation>
    </message>
    <message>
        <source>{0} is at most a part of a preset: name the folder that holds preset.json and both LUTs; of two LUTs &apos;hairsdk presets make&apos; makes one</source>
        <translation>{0} ist höchstens ein Teil eines Presets: Wähle den Ordner mit preset.json und beiden LUTs</translation>
    </message>
    <message>
        <source>{0} is not a preset: there is no preset.json in it</source>
        <translation>{0} ist kein Preset: Es ist keine preset.json darin</translation>
    </message>
    <message>
        <source>{0} is not a readable {1} (zip) file: {2}</source>
        <translation>{0} ist keine lesbare {1}-Datei (ZIP): {2}</translation>
    </message>
    <message>
        <source>{0} is not a valid preset:</source>
        <translation>{0} ist kein gültiges Preset:</translation>
    </message>
    <message>
        <source>{0} is not valid JSON: {1}</source>
        <translation>{0} ist kein gültiges JSON: {1}</translation>
    </message>
    <message>
        <source>{0} must hold an object, found {1}</source>
        <translation>{0} muss ein Objekt enthalten, gefunden: {1}</translation>
    </message>
    <message>
        <source>preset {0} cannot be saved:</source>
        <translation>Preset {0} lässt sich nicht speichern:</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>Es ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>{0} is half of a surrogate pair, no character</source>
        <translation>{0} ist ein halbes Surrogatpaar, kein Zeichen</translation>
    </message>
    <message>
        <source>{0} is not a JSON number</source>
        <translation>{0} ist keine Zahl in JSON</translation>
    </message>
    <message>
        <source>{0} is too large a number</source>
        <translation>{0} ist eine zu große Zahl</translation>
    </message>
    <message>
        <source>no UTF-8 from byte {0} on</source>
        <translation>kein UTF-8 ab Byte {0}</translation>
    </message>
    <message>
        <source>line {0}, column {1}</source>
        <translation>Zeile {0}, Spalte {1}</translation>
    </message>
    <message>
        <source>top level</source>
        <translation>oberste Ebene</translation>
    </message>
    <message>
        <source>{0} is a required property</source>
        <translation>{0} fehlt</translation>
    </message>
    <message>
        <source>{0} is not of type {1}</source>
        <translation>{0} ist nicht vom Typ {1}</translation>
    </message>
    <message>
        <source>{0} was expected</source>
        <translation>Erwartet: {0}</translation>
    </message>
    <message>
        <source>{0} should be non-empty</source>
        <translation>{0} darf nicht leer sein</translation>
    </message>
    <message>
        <source>{0} is too long</source>
        <translation>{0} ist zu lang</translation>
    </message>
    <message>
        <source>{0} is less than the minimum of {1}</source>
        <translation>{0} liegt unter dem Minimum {1}</translation>
    </message>
    <message>
        <source>{0} is greater than the maximum of {1}</source>
        <translation>{0} liegt über dem Maximum {1}</translation>
    </message>
    <message>
        <source>Additional properties are not allowed ({0} was unexpected)</source>
        <translation>Das Feld {0} ist nicht bekannt</translation>
    </message>
    <message>
        <source>Additional properties are not allowed ({0} were unexpected)</source>
        <translation>Die Felder {0} sind nicht bekannt</translation>
    </message>
    <message>
        <source>{0} does not match: {1}</source>
        <translation>{0} passt nicht: {1}</translation>
    </message>
    <message>
        <source>{0} does not match {1}</source>
        <translation>{0} passt nicht zu {1}</translation>
    </message>
    <message>
        <source>Name in code and on the command line: lower-case letters, digits, - and _, at most 64.</source>
        <translation>Name in Code und Befehlszeile: Kleinbuchstaben, Ziffern, - und _, höchstens 64</translation>
    </message>
    <message>
        <source>ISO 8601 date, as 2025-11-22, or date and time, as 2025-11-22T18:30:00Z.</source>
        <translation>Datum nach ISO 8601 wie 2025-11-22, oder Datum und Zeit wie 2025-11-22T18:30:00Z</translation>
    </message>
    <message>
        <source>{0} is no date</source>
        <translation>{0} ist kein Datum</translation>
    </message>
    <message>
        <source>the two LUTs have different domains {0}</source>
        <translation>Die beiden LUTs haben verschiedene Wertebereiche {0}</translation>
    </message>
    <message>
        <source>the thumbnail is not a PNG file</source>
        <translation>Das Vorschaubild ist kein PNG</translation>
    </message>
    <message>
        <source>preset.json names {0} as lut.{1}, but it is missing</source>
        <translation>preset.json nennt {0} als lut.{1}, aber die Datei fehlt</translation>
    </message>
    <message>
        <source>{0} was changed after the preset was made: lut.sha256.{1} is {2}, the file has {3}</source>
        <translation>{0} wurde geändert, nachdem das Preset gemacht war: lut.sha256.{1} ist {2}, die Datei hat {3}</translation>
    </message>
    <message>
        <source>lut.size is {0}, but {1} has size {2}</source>
        <translation>lut.size ist {0}, aber {1} hat die Größe {2}</translation>
    </message>
    <message>
        <source>the light intensity {0} must be above the dark one {1} (by 0.001 at least)</source>
        <translation>Die helle Intensität {0} muss über der dunklen {1} liegen (um mindestens 0,001)</translation>
    </message>
    <message>
        <source>the field {0} is missing</source>
        <translation>Das Feld {0} fehlt</translation>
    </message>
    <message>
        <source>unknown field</source>
        <translation>Unbekanntes Feld</translation>
    </message>
    <message>
        <source>the recovery copy in {0} is damaged: {1}</source>
        <translation>Die Sicherungskopie in {0} ist beschädigt: {1}</translation>
    </message>
    <message>
        <source>the safety copy of {0} is gone; another window had it</source>
        <translation>Die Sicherungskopie von {0} ist nicht mehr da; ein anderes Fenster hatte sie</translation>
    </message>
    <message>
        <source>File is not a zip file</source>
        <translation>Die Datei ist kein ZIP</translation>
    </message>
    <message>
        <source>Bad CRC-32 for file {0}</source>
        <translation>Die Prüfsumme von {0} stimmt nicht</translation>
    </message>
    <message>
        <source>preset {0}</source>
        <translation>Preset {0}</translation>
    </message>
    <message>
        <source>it seems to begin before the zip does</source>
        <translation>Sie beginnt anscheinend vor dem Anfang der Zip-Datei</translation>
    </message>
    <message>
        <source>its size is not the one declared</source>
        <translation>Ihre Größe ist nicht die angegebene</translation>
    </message>
    <message>
        <source>{0} points outside of the archive; not read</source>
        <translation>{0} zeigt aus dem Archiv hinaus; nicht gelesen</translation>
    </message>
    <message>
        <source>{0} points outside of the folder; not read</source>
        <translation>{0} zeigt aus dem Ordner hinaus; nicht gelesen</translation>
    </message>
    <message>
        <source>{0} is a link or a special file; not read</source>
        <translation>{0} ist eine Verknüpfung oder eine besondere Datei; nicht gelesen</translation>
    </message>
    <message>
        <source>{0} is encrypted</source>
        <translation>{0} ist verschlüsselt</translation>
    </message>
    <message>
        <source>{0} is packed in another way than deflate; zip it anew</source>
        <translation>{0} ist anders gepackt als mit Deflate; packe die Datei neu als ZIP</translation>
    </message>
    <message>
        <source>{0} holds {1} files, {2} allowed</source>
        <translation>{0} enthält {1} Dateien, erlaubt sind {2}</translation>
    </message>
    <message>
        <source>{0} unpacks to {1} bytes, {2} allowed</source>
        <translation>{0} hat entpackt {1} Byte, erlaubt sind {2}</translation>
    </message>
    <message>
        <source>,</source>
        <comment>between thousands</comment>
        <translation>.</translation>
    </message>
    <message>
        <source>{0} has {1} bytes, {2} allowed</source>
        <translation>{0} hat {1} Byte, erlaubt sind {2}</translation>
    </message>
    <message>
        <source>{0} is in it twice</source>
        <translation>{0} ist zweimal darin</translation>
    </message>
    <message>
        <source>cannot be read: {0}</source>
        <translation>lässt sich nicht lesen: {0}</translation>
    </message>
    <message>
        <source>preset id {0}: use lower-case letters, digits, &apos;-&apos; and &apos;_&apos;, at most 64</source>
        <translation>Kennung {0} des Presets: Nimm Kleinbuchstaben, Ziffern, „-“ und „_“, höchstens 64</translation>
    </message>
    <message>
        <source>is a binary file, not a .cube text file</source>
        <translation>Das ist eine Binärdatei, keine .cube-Textdatei</translation>
    </message>
    <message>
        <source>is not text: {0}</source>
        <translation>Das ist kein Text: {0}</translation>
    </message>
    <message>
        <source>no LUT_3D_SIZE: this is not a 3D .cube file</source>
        <translation>LUT_3D_SIZE fehlt: Das ist keine 3D-.cube-Datei</translation>
    </message>
    <message>
        <source>LUT_3D_SIZE stands here a second time</source>
        <translation>LUT_3D_SIZE steht hier zum zweiten Mal</translation>
    </message>
    <message>
        <source>LUT_3D_SIZE needs one whole number, found {0}</source>
        <translation>LUT_3D_SIZE braucht eine ganze Zahl, hier steht {0}</translation>
    </message>
    <message>
        <source>LUT_3D_SIZE {0} is outside {1}</source>
        <translation>LUT_3D_SIZE {0} liegt außerhalb von {1}</translation>
    </message>
    <message>
        <source>a row needs 3 numbers, found {0}</source>
        <translation>Eine Zeile braucht 3 Zahlen, hier stehen {0}</translation>
    </message>
    <message>
        <source>{0} needs {1} numbers, found {2}</source>
        <translation>{0} braucht {1} Zahlen, hier stehen {2}</translation>
    </message>
    <message>
        <source>{0} is not a number (a decimal comma? use a point)</source>
        <translation>{0} ist keine Zahl (ein Dezimalkomma? Nimm einen Punkt)</translation>
    </message>
    <message>
        <source>{0} is not a number</source>
        <translation>{0} ist keine Zahl</translation>
    </message>
    <message>
        <source>17, 33 or 65</source>
        <translation>17, 33 oder 65</translation>
    </message>
    <message>
        <source>a number in {0}</source>
        <translation>eine Zahl in {0}</translation>
    </message>
    <message>
        <source>a whole number in {0}</source>
        <translation>eine ganze Zahl in {0}</translation>
    </message>
    <message>
        <source>expected an object</source>
        <translation>Erwartet: ein Objekt</translation>
    </message>
    <message>
        <source>this version reads up to {0}, found {1}; update hairsdk</source>
        <translation>Diese Version liest bis {0}, gefunden: {1}; aktualisiere hairsdk</translation>
    </message>
    <message>
        <source>an object with entries</source>
        <translation>ein Objekt mit entries</translation>
    </message>
    <message>
        <source>an object of parameters</source>
        <translation>ein Objekt mit Parametern</translation>
    </message>
    <message>
        <source>a parameter of {0}</source>
        <translation>ein Parameter von {0}</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a value of kind {0}</source>
        <translation>ein Wert der Art {0}</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>eines von {0}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>three numbers</source>
        <translation>drei Zahlen</translation>
    </message>
    <message>
        <source>three numbers in {0}</source>
        <translation>drei Zahlen in {0}</translation>
    </message>
    <message>
        <source>a value in {0}</source>
        <translation>ein Wert in {0}</translation>
    </message>
    <message>
        <source>a position in {0}</source>
        <translation>eine Position in {0}</translation>
    </message>
    <message>
        <source>a colour such as {0} or three numbers in {1}</source>
        <translation>eine Farbe wie {0} oder drei Zahlen in {1}</translation>
    </message>
    <message>
        <source>a path, or an empty string for none</source>
        <translation>ein Pfad, oder ein leerer Text für keinen</translation>
    </message>
    <message>
        <source>a point [x, y]</source>
        <translation>ein Punkt [x, y]</translation>
    </message>
    <message>
        <source>a stop [position, colour]</source>
        <translation>ein Punkt [Position, Farbe]</translation>
    </message>
    <message>
        <source>one or more points [degrees, y] with degrees rising in {0}, 360 excluded</source>
        <translation>ein oder mehr Punkte [Grad, y] mit steigenden Grad in {0} ohne 360</translation>
    </message>
    <message>
        <source>two or more points [x, y] with x rising in {0}</source>
        <translation>zwei oder mehr Punkte [x, y] mit steigendem x in {0}</translation>
    </message>
    <message>
        <source>two or more stops [position, colour] with positions rising in {0}</source>
        <translation>zwei oder mehr Punkte [Position, Farbe] mit steigender Position in {0}</translation>
    </message>
    <message>
        <source>the name is empty</source>
        <translation>Der Name ist leer</translation>
    </message>
    <message>
        <source>{0} is not a finite number</source>
        <translation>{0} ist keine endliche Zahl</translation>
    </message>
    <message>
        <source>{0} is not a finite 32-bit number</source>
        <translation>{0} ist keine endliche 32-Bit-Zahl</translation>
    </message>
    <message>
        <source>{0} is neither a keyword nor a row</source>
        <translation>{0} ist weder ein Schlüsselwort noch eine Zeile mit Zahlen</translation>
    </message>
    <message>
        <source>more than {0} lines: no LUT has so many</source>
        <translation>Mehr als {0} Zeilen: So viele hat keine LUT</translation>
    </message>
    <message>
        <source>a LUT of size {0} has {1} rows, here begins one too many</source>
        <translation>Eine LUT der Größe {0} hat {1} Zeilen, hier beginnt eine zu viel</translation>
    </message>
    <message>
        <source>a LUT of size {0} has {1} rows, the file ends after {2}</source>
        <translation>Eine LUT der Größe {0} hat {1} Zeilen, die Datei endet nach {2}</translation>
    </message>
    <message>
        <source>this is a 1D LUT (or has one in front), which cannot turn one hue into another; export the look as a 3D LUT</source>
        <translation>Das ist eine 1D-LUT (oder beginnt mit einer), die keinen Farbton in einen anderen drehen kann; exportiere den Look als 3D-LUT</translation>
    </message>
    <message>
        <source>{0}: export the LUT for full range (data levels)</source>
        <translation>{0}: Exportiere die LUT für vollen Wertebereich (Data Levels)</translation>
    </message>
    <message>
        <source>the domain is empty: its minimum {0} is not below its maximum {1}</source>
        <translation>Der Wertebereich ist leer: Sein Minimum {0} liegt nicht unter seinem Maximum {1}</translation>
    </message>
    <message>
        <source>{0} is no LUT that OpenColorIO can read: {1}</source>
        <translation>{0} ist keine LUT, die OpenColorIO lesen kann: {1}</translation>
    </message>
    <message>
        <source>{0} gives values that are not finite numbers for plain colours</source>
        <translation>{0} gibt für gewöhnliche Farben Werte, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>choose a goal colour first</source>
        <translation>Wähle zuerst eine Zielfarbe</translation>
    </message>
    <message>
        <source>there is no reference with hair to fit on: drop a photo into a slot</source>
        <translation>Es gibt keine Referenz mit Haar, auf die angepasst werden kann: Lege ein Foto auf einem Platz ab</translation>
    </message>
    <message>
        <source>the mask shows no hair: paint some, or choose another photo</source>
        <translation>Die Maske zeigt kein Haar: Male es ein oder wähle ein anderes Foto</translation>
    </message>
    <message>
        <source>there is nothing to fit: choose a number, colour or curve to move</source>
        <translation>Es gibt nichts anzupassen: Wähle eine Zahl, Farbe oder Kurve, die sich bewegen darf</translation>
    </message>
    <message>
        <source>no such network file: {0}</source>
        <translation>Diese Netzdatei gibt es nicht: {0}</translation>
    </message>
    <message>
        <source>{0} is not a .tflite file</source>
        <translation>{0} ist keine .tflite-Datei</translation>
    </message>
    <message>
        <source>{0} is damaged: the manifest gives sha256 {1}, the file has {2}; reinstall hairsdk</source>
        <translation>{0} ist beschädigt: Im Verzeichnis steht sha256 {1}, die Datei hat {2}; installiere hairsdk neu</translation>
    </message>
    <message>
        <source>no usable GPU: {0}</source>
        <translation>Keine brauchbare GPU: {0}</translation>
    </message>
    <message>
        <source>LiteRT placed the network on the CPU instead</source>
        <translation>LiteRT hat das Netz stattdessen auf die CPU gelegt</translation>
    </message>
    <message>
        <source>no inference runtime is installed: pip install ai-edge-litert</source>
        <translation>Es ist keine Laufzeit für Netze installiert: pip install ai-edge-litert</translation>
    </message>
    <message>
        <source>cannot read {0}: no such file</source>
        <translation>{0} lässt sich nicht lesen: Diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>cannot read {0}: {1}</source>
        <translation>{0} lässt sich nicht lesen: {1}</translation>
    </message>
    <message>
        <source>{0} is larger than the {1} bytes allowed</source>
        <translation>{0} ist größer als die erlaubten {1} Byte</translation>
    </message>
    <message>
        <source>cannot write {0}: there is no folder {1}</source>
        <translation>{0} lässt sich nicht schreiben: Den Ordner {1} gibt es nicht</translation>
    </message>
    <message>
        <source>cannot write {0}: a folder stands there</source>
        <translation>{0} lässt sich nicht schreiben: Dort ist ein Ordner</translation>
    </message>
    <message>
        <source>cannot read {0}: it is a device or a pipe, no file</source>
        <translation>{0} lässt sich nicht lesen: Das ist ein Gerät oder eine Pipe, keine Datei</translation>
    </message>
    <message>
        <source>cannot write {0}: it is a device or a pipe, no file</source>
        <translation>{0} lässt sich nicht schreiben: Das ist ein Gerät oder eine Pipe, keine Datei</translation>
    </message>
    <message>
        <source>cannot write {0}: with its LUTs and photos it has {1} bytes in {2} files, and {3} in {4} could be read again: take LUTs out of its stacks</source>
        <translation>{0} lässt sich nicht schreiben: Mit LUTs und Fotos sind es {1} Byte in {2} Dateien, und nur {3} in {4} ließen sich wieder lesen; nimm LUTs aus den Stapeln</translation>
    </message>
    <message>
        <source>cannot write {0}: {1}</source>
        <translation>{0} lässt sich nicht schreiben: {1}</translation>
    </message>
    <message>
        <source>cannot make folder {0}: {1}</source>
        <translation>Der Ordner {0} lässt sich nicht anlegen: {1}</translation>
    </message>
    <message>
        <source>cannot keep the LUTs of {0}: {1}</source>
        <translation>Die LUTs von {0} lassen sich nicht aufheben: {1}</translation>
    </message>
    <message>
        <source>the settings in {0} cannot be written</source>
        <translation>Die Einstellungen in {0} lassen sich nicht schreiben</translation>
    </message>
    <message>
        <source>{0} cannot be moved to the trash: {1}; to be rid of it, delete {2} yourself</source>
        <translation>{0} lässt sich nicht in den Papierkorb legen: {1}; um die Datei loszuwerden, lösche {2} selbst</translation>
    </message>
    <message>
        <source>{0} cannot be put back: {1}</source>
        <translation>{0} lässt sich nicht zurücklegen: {1}</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>Diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Der Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Das ist ein Ordner</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Das ist kein Ordner</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Die Datei gibt es schon</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Fehler beim Lesen oder Schreiben</translation>
    </message>
    <message>
        <source>{0}, line {1}</source>
        <translation>{0}, Zeile {1}</translation>
    </message>
    <message>
        <source>expected {0}, found {1}</source>
        <translation>Erwartet: {0}, gefunden: {1}</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}</source>
        <translation>{0} ist beschädigt: {1}</translation>
    </message>
    <message>
        <source>{0} is missing</source>
        <translation>{0} fehlt</translation>
    </message>
    <message>
        <source>{0} holds 8 bits a channel, the photo had {1}</source>
        <translation>{0} fasst 8 Bit je Kanal, das Foto hatte {1}</translation>
    </message>
    <message>
        <source>{0} holds no transparency: the photo was laid on white</source>
        <translation>{0} fasst keine Transparenz: Das Foto liegt jetzt auf Weiß</translation>
    </message>
    <message>
        <source>{0} holds no such ICC profile: the photo became sRGB</source>
        <translation>{0} fasst kein solches ICC-Profil: Aus dem Foto wurde sRGB</translation>
    </message>
    <message>
        <source>{0} holds at most {1} of {2}: the photo's was left out</source>
        <translation>{0} fasst höchstens {1} für {2}: Das des Fotos wurde weggelassen</translation>
    </message>
    <message>
        <source>{0} holds no {1}: the photo's was left out</source>
        <translation>{0} fasst kein {1}: Das des Fotos wurde weggelassen</translation>
    </message>
    <message>
        <source>its EXIF was left out</source>
        <translation>sein EXIF wurde weggelassen</translation>
    </message>
    <message>
        <source>its transparency was left out</source>
        <translation>seine Transparenz wurde weggelassen</translation>
    </message>
    <message>
        <source>its HDR gain map was left out</source>
        <translation>seine HDR-Gain-Map wurde weggelassen</translation>
    </message>
    <message>
        <source>its depth was left out</source>
        <translation>seine Tiefenkarte wurde weggelassen</translation>
    </message>
    <message>
        <source>what it has beyond 8 bits a channel was left out</source>
        <translation>was es über 8 Bit je Kanal hinaus hat, wurde weggelassen</translation>
    </message>
    <message>
        <source>its ICC profile, which is not for RGB, was left out</source>
        <translation>sein ICC-Profil, das nicht für RGB ist, wurde weggelassen</translation>
    </message>
    <message>
        <source>{0} holds {1} pixels a side, the photo is {2} × {3}; write it as PNG or TIFF</source>
        <translation>{0} fasst {1} Pixel je Seite, das Foto hat {2} × {3}; schreibe es als PNG oder TIFF</translation>
    </message>
    <message>
        <source>cannot encode {0}: {1}</source>
        <translation>{0} lässt sich nicht kodieren: {1}</translation>
    </message>
</context>
<context>
    <name>FileWriter</name>
    <message>
        <source>Stopped; nothing was written</source>
        <translation>Angehalten; nichts wurde geschrieben</translation>
    </message>
</context>
<context>
    <name>Film</name>
    <message>
        <source>frame {0}</source>
        <translation>Bild {0}</translation>
    </message>
    <message>
        <source>, {0} left</source>
        <translation>, noch {0}</translation>
    </message>
</context>
<context>
    <name>Fit</name>
    <message>
        <source>{0}: these effects come no nearer; add another and fit again</source>
        <translation>{0}: Diese Effekte kommen nicht näher heran; füge einen hinzu und passe noch einmal an</translation>
    </message>
    <message>
        <source>{0}: without any effects, Fit makes a look of this colour</source>
        <translation>{0}: Ganz ohne Effekte macht Anpassen einen Look in dieser Farbe</translation>
    </message>
    <message>
        <source>{0}: {1} is at its limit</source>
        <translation>{0}: {1} ist am Anschlag</translation>
    </message>
    <message>
        <source>Light and Dark are no longer linked</source>
        <translation>Hell und Dunkel sind nicht mehr verknüpft</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>{0} holds {1} photos; only the newest {2} were looked at</source>
        <translation>{0} enthält {1} Fotos; nur die neuesten {2} wurden durchgesehen</translation>
    </message>
    <message>
        <source>No hair was found in {0}</source>
        <translation>In {0} wurde kein Haar gefunden</translation>
    </message>
    <message>
        <source>The photo {0} is not there</source>
        <translation>Das Foto {0} ist nicht da</translation>
    </message>
    <message>
        <source>The folder {0} is not there</source>
        <translation>Der Ordner {0} ist nicht da</translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>Save pictures…</source>
        <translation>Bilder speichern…</translation>
    </message>
    <message>
        <source>This head is of the folder {0}, which its menu removes</source>
        <translation>Dieser Kopf ist aus dem Ordner {0}; sein Menü nimmt den Ordner heraus</translation>
    </message>
    <message>
        <source>Finding hair: {0} %   {1}</source>
        <translation>Haar wird gesucht: {0} %   {1}</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Kept in the gallery: {0}</source>
        <translation>In der Galerie abgelegt: {0}</translation>
    </message>
    <message>
        <source>Photos ({0})</source>
        <translation>Fotos ({0})</translation>
    </message>
    <message>
        <source>Photos of heads</source>
        <translation>Fotos von Köpfen</translation>
    </message>
    <message>
        <source>Remove {0} from the gallery</source>
        <translation>{0} aus der Galerie nehmen</translation>
    </message>
    <message>
        <source>Remove the folder {0} from the gallery</source>
        <translation>Den Ordner {0} aus der Galerie nehmen</translation>
    </message>
    <message>
        <source>Add photos of heads…</source>
        <translation>Fotos von Köpfen hinzufügen…</translation>
    </message>
    <message>
        <source>Folder of heads</source>
        <translation>Ordner mit Köpfen</translation>
    </message>
    <message>
        <source>Add a folder of heads…</source>
        <translation>Ordner mit Köpfen hinzufügen…</translation>
    </message>
    <message>
        <source>Only the built-in heads</source>
        <translation>Nur die mitgelieferten Köpfe</translation>
    </message>
    <message>
        <source>Show large</source>
        <translation>Groß zeigen</translation>
    </message>
    <message>
        <source>As the Light reference</source>
        <translation>Als helle Referenz</translation>
    </message>
    <message>
        <source>As the Dark reference</source>
        <translation>Als dunkle Referenz</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern…</translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Drop photos of heads, or a folder of them, to see the look on all of them.</source>
        <translation>Lege hier Fotos von Köpfen ab, oder einen Ordner davon, um den Look auf allen zu sehen.</translation>
    </message>
    <message>
        <source>ΔE to the goal {0}</source>
        <translation>ΔE zum Ziel {0}</translation>
    </message>
    <message>
        <source>its photo is gone: put it back, or add it once more</source>
        <translation>das Foto ist weg: lege es zurück, oder füge es noch einmal hinzu</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Between the dark LUT and the light one, on all heads</source>
        <translation>Zwischen der dunklen und der hellen LUT, auf allen Köpfen</translation>
    </message>
    <message>
        <source>By intensity</source>
        <translation>Nach Intensität</translation>
    </message>
    <message>
        <source>Each head at the position that its own hair asks for</source>
        <translation>Jeder Kopf an der Position, die sein Haar verlangt</translation>
    </message>
    <message>
        <source>Add heads: photos or folders</source>
        <translation>Köpfe hinzufügen: Fotos oder Ordner</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>Intensität</translation>
    </message>
    <message>
        <source>position {0} %</source>
        <translation>Position {0} %</translation>
    </message>
</context>
<context>
    <name>GoalPanel</name>
    <message>
        <source>Drop a photo here to take the colour of its hair as the goal</source>
        <translation>Lege ein Foto hier ab, um seine Haarfarbe als Ziel zu nehmen</translation>
    </message>
    <message>
        <source>Choose the goal</source>
        <translation>Ziel wählen</translation>
    </message>
    <message>
        <source>Pick the goal on a picture</source>
        <translation>Ziel in einem Bild aufnehmen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Anpassen</translation>
    </message>
    <message>
        <source>Move the effects of both sides so that both references reach the goal</source>
        <translation>Die Effekte beider Seiten so bewegen, dass beide Referenzen das Ziel erreichen</translation>
    </message>
    <message>
        <source>Start from this colour</source>
        <translation>Von dieser Farbe ausgehen</translation>
    </message>
    <message>
        <source>Looking at the hair of {0}…</source>
        <translation>Das Haar von {0} wird angesehen…</translation>
    </message>
    <message>
        <source>built-in heads up to ΔE {0} ({1})</source>
        <translation>mitgelieferte Köpfe bis ΔE {0} ({1})</translation>
    </message>
    <message>
        <source>Fit stopped; nothing was changed</source>
        <translation>Anpassung angehalten; nichts wurde geändert</translation>
    </message>
    <message>
        <source>Choose a colour…</source>
        <translation>Farbe wählen…</translation>
    </message>
    <message>
        <source>Take the {0} result</source>
        <translation>Ergebnis von {0} nehmen</translation>
    </message>
    <message>
        <source>No goal</source>
        <translation>Kein Ziel</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The look was changed while the fit ran; its result was dropped</source>
        <translation>Der Look wurde während der Anpassung geändert; ihr Ergebnis wurde verworfen</translation>
    </message>
    <message>
        <source>Fit to goal</source>
        <translation>An das Ziel anpassen</translation>
    </message>
    <message>
        <source>Take away all effects of {0} and make a look of the goal&apos;s colour</source>
        <translation>Alle Effekte von {0} wegnehmen und einen Look in der Farbe des Ziels machen</translation>
    </message>
    <message>
        <source>No hair was found in {0}</source>
        <translation>In {0} wurde kein Haar gefunden</translation>
    </message>
</context>
<context>
    <name>GoalReadout</name>
    <message>
        <source>Goal colour</source>
        <translation>Zielfarbe</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Pick the colour you are after</source>
        <translation>Wähle die Farbe, die du willst</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>The colour that both references shall land on</source>
        <translation>Die Farbe, auf der beide Referenzen landen sollen</translation>
    </message>
    <message>
        <source>L* lightness, C* chroma, H* hue: + is lighter and more colourful than the goal, and further round from red over yellow to green</source>
        <translation>L* Helligkeit, C* Buntheit, H* Farbton: + ist heller und bunter als das Ziel, und weiter herum von Rot über Gelb nach Grün</translation>
    </message>
    <message>
        <source>From a photo: its hair strays by ±{0} in lightness; the fit aims at that too</source>
        <translation>Aus einem Foto: Die Helligkeit seines Haars streut um ±{0}; auch das strebt die Anpassung an</translation>
    </message>
</context>
<context>
    <name>GradientEditor</name>
    <message>
        <source>Stop</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>Position of the stop</source>
        <translation>Position des Punkts</translation>
    </message>
    <message>
        <source>Stop {0} of {1}: {2}, {3}</source>
        <translation>Punkt {0} von {1}: {2}, {3}</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>In der Anleitung suchen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>en.md</source>
        <translation>de.md</translation>
    </message>
</context>
<context>
    <name>HairFinder</name>
    <message>
        <source>Hair could not be looked for: {0}. Choose another network at the top right, or paint it with the brush (B).</source>
        <translation>Haar konnte nicht gesucht werden: {0}. Wähle oben rechts ein anderes Netz, oder male es mit dem Pinsel (B).</translation>
    </message>
    <message>
        <source>Hair could not be looked for: {0}. Paint it with the brush (B).</source>
        <translation>Haar konnte nicht gesucht werden: {0}. Male es mit dem Pinsel (B).</translation>
    </message>
    <message>
        <source>Finding hair failed: {0}. Paint it with the brush (B).</source>
        <translation>Die Suche nach Haar ist misslungen: {0}. Male es mit dem Pinsel (B).</translation>
    </message>
    <message>
        <source>No hair was found in this photo. Paint it with the brush (B).</source>
        <translation>In diesem Foto wurde kein Haar gefunden. Male es mit dem Pinsel (B).</translation>
    </message>
    <message>
        <source>There are several people in this photo: the hair of one was taken. The picture's menu goes on to the next; paint with the brush (B) what is missing.</source>
        <translation>Dieses Foto zeigt mehrere Personen: übernommen wurde das Haar von einer. Das Menü des Bildes geht zur nächsten weiter; male mit dem Pinsel (B) dazu, was fehlt.</translation>
    </message>
    <message>
        <source>No second person was found in this photo.</source>
        <translation>In diesem Foto wurde keine zweite Person gefunden.</translation>
    </message>
    <message>
        <source>Reading the photo</source>
        <translation>Foto wird gelesen</translation>
    </message>
    <message>
        <source>Finding the hair</source>
        <translation>Haar wird gesucht</translation>
    </message>
</context>
<context>
    <name>HexEdit</name>
    <message>
        <source>#7A3B1E, or red, green and blue: 122 59 30, or Lab 33 26 31 (D50)</source>
        <translation>#7A3B1E, oder Rot, Grün und Blau: 122 59 30, oder Lab 33 26 31 (D50)</translation>
    </message>
    <message>
        <source>{0} lies outside of sRGB; this has its lightness and hue, but less chroma: ΔE {1}</source>
        <translation>{0} liegt außerhalb von sRGB; dies hat dieselbe Helligkeit und denselben Farbton, aber weniger Chroma: ΔE {1}</translation>
    </message>
    <message>
        <source>Copy {0}</source>
        <translation>{0} kopieren</translation>
    </message>
    <message>
        <source>Colour in hexadecimal</source>
        <translation>Farbe als Hexadezimalzahl</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>Histogram of the hair</source>
        <translation>Histogramm des Haars</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>Drop a photo here</source>
        <translation>Foto hier ablegen</translation>
    </message>
    <message>
        <source>or paste one with Ctrl+V</source>
        <translation>oder mit Strg+V einfügen</translation>
    </message>
</context>
<context>
    <name>IntensityPlot</name>
    <message>
        <source>Intensity of the hair over time</source>
        <translation>Intensität des Haars über die Zeit</translation>
    </message>
    <message>
        <source>no hair seen</source>
        <translation>kein Haar gesehen</translation>
    </message>
    <message>
        <source>intensity {0}</source>
        <translation>Intensität {0}</translation>
    </message>
    <message>
        <source>position {0} %</source>
        <translation>Position {0} %</translation>
    </message>
    <message>
        <source>intensity of the hair</source>
        <translation>Intensität des Haars</translation>
    </message>
    <message>
        <source>L</source>
        <translation>H</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
</context>
<context>
    <name>IntensityScale</name>
    <message>
        <source>Intensity of the references</source>
        <translation>Intensität der Referenzen</translation>
    </message>
    <message>
        <source>black</source>
        <translation>schwarz</translation>
    </message>
    <message>
        <source>white</source>
        <translation>weiß</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
</context>
<context>
    <name>JsonEditor</name>
    <message>
        <source>This is not JSON: {}</source>
        <translation>Das ist kein JSON: {}</translation>
    </message>
</context>
<context>
    <name>LatticeView</name>
    <message>
        <source>Lattice of the LUT</source>
        <translation>Gitter der LUT</translation>
    </message>
    <message>
        <source>Drag to turn, wheel to zoom, double click to start again</source>
        <translation>Ziehen dreht, Mausrad zoomt, Doppelklick stellt zurück</translation>
    </message>
    <message>
        <source>Shows the LUT of the chosen side</source>
        <translation>Zeigt die LUT der gewählten Seite</translation>
    </message>
</context>
<context>
    <name>Live</name>
    <message>
        <source>{0} is the film that is shown: choose another name.</source>
        <translation>{0} ist der Film, der gerade läuft: Wähle einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no picture to record: choose a source first.</source>
        <translation>Es gibt kein Bild, das aufgenommen werden kann: Wähle zuerst eine Quelle.</translation>
    </message>
    <message>
        <source>The recording ended with its source.</source>
        <translation>Die Aufnahme endete mit ihrer Quelle.</translation>
    </message>
    <message>
        <source>The recording ended: the picture has another size now.</source>
        <translation>Die Aufnahme endete: Das Bild hat jetzt eine andere Größe.</translation>
    </message>
    <message>
        <source>Nothing was recorded: no picture came meanwhile.</source>
        <translation>Nichts wurde aufgenommen: Es kam inzwischen kein Bild.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Schnappschuss</translation>
    </message>
    <message>
        <source>The snapshot is the {0} reference now.</source>
        <translation>Der Schnappschuss ist jetzt die Referenz „{0}“.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Not kept: {0}</source>
        <translation>Nicht behalten: {0}</translation>
    </message>
    <message>
        <source>Kept in the gallery: {0}</source>
        <translation>In der Galerie abgelegt: {0}</translation>
    </message>
    <message>
        <source>The recording has ended: {0}</source>
        <translation>Die Aufnahme ist beendet: {0}</translation>
    </message>
    <message>
        <source>What was recorded until then: {0}</source>
        <translation>Was bis dahin aufgenommen wurde: {0}</translation>
    </message>
    <message>
        <source>Frames left out, as the encoder could not follow: {0}</source>
        <translation>Bilder, die fehlen, weil das Kodieren nicht nachkam: {0}</translation>
    </message>
    <message>
        <source>Recorded to {0}</source>
        <translation>Aufgenommen in {0}</translation>
    </message>
</context>
<context>
    <name>LiveLoop</name>
    <message>
        <source>{0} The preview goes on without.</source>
        <translation>{0} Die Vorschau läuft ohne weiter.</translation>
    </message>
</context>
<context>
    <name>LivePanel</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Hair Studio did not close properly. Its recording was kept: {0}</source>
        <translation>Hair Studio wurde nicht richtig beendet. Die Aufnahme ist noch da: {0}</translation>
    </message>
</context>
<context>
    <name>LiveWords</name>
    <message>
        <source>Starting {0}…</source>
        <translation>{0} startet …</translation>
    </message>
    <message>
        <source>See the look in motion</source>
        <translation>Den Look in Bewegung sehen</translation>
    </message>
    <message>
        <source>No camera is connected. Connect one, or drop a movie or a picture with a head here.</source>
        <translation>Es ist keine Kamera angeschlossen. Schließe eine an, oder lege einen Film oder ein Bild mit einem Kopf hier ab.</translation>
    </message>
    <message>
        <source>Start the camera and turn your head: each change of the look shows in the next frame. A movie or a picture can be dropped here, too.</source>
        <translation>Starte die Kamera und dreh den Kopf: Jede Änderung am Look ist im nächsten Bild zu sehen. Auch Filme und Bilder können hier abgelegt werden.</translation>
    </message>
    <message>
        <source>{0} cannot be shown</source>
        <translation>{0} kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>The camera may not be used</source>
        <translation>Die Kamera darf nicht benutzt werden</translation>
    </message>
    <message>
        <source>Allow Hair Studio to use the camera in the system's settings, and close other programs that use it.</source>
        <translation>Erlaube Hair Studio in den Systemeinstellungen, die Kamera zu benutzen, und schließe andere Programme, die sie benutzen.</translation>
    </message>
    <message>
        <source>{0} has stopped</source>
        <translation>{0} ist stehengeblieben</translation>
    </message>
    <message>
        <source>It goes on by itself when it is back.</source>
        <translation>Sobald es wieder da ist, geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>The camera is gone</source>
        <translation>Die Kamera ist weg</translation>
    </message>
    <message>
        <source>Plug the camera in again: the picture comes back by itself.</source>
        <translation>Stecke die Kamera wieder ein: Das Bild kommt von selbst zurück.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>Looks</name>
    <message>
        <source>Soft orange pastel.</source>
        <translation>Zartes Orange, pastellig.</translation>
    </message>
    <message>
        <source>Cool blond without gold.</source>
        <translation>Kühles Blond ohne Goldton.</translation>
    </message>
    <message>
        <source>Deep red-brown.</source>
        <translation>Tiefes Rotbraun.</translation>
    </message>
    <message>
        <source>Plain medium brown.</source>
        <translation>Schlichtes Mittelbraun.</translation>
    </message>
    <message>
        <source>Dark wine red.</source>
        <translation>Dunkles Weinrot.</translation>
    </message>
    <message>
        <source>Warm brown with a red undertone.</source>
        <translation>Warmes Braun mit rotem Unterton.</translation>
    </message>
    <message>
        <source>Bright orange-red with peach lights.</source>
        <translation>Leuchtendes Orangerot mit Lichtern in Pfirsich.</translation>
    </message>
    <message>
        <source>Between brown and blond, sandy.</source>
        <translation>Zwischen Braun und Blond, sandfarben.</translation>
    </message>
    <message>
        <source>The darkest brown, nearly black in the shade.</source>
        <translation>Das dunkelste Braun, im Schatten fast schwarz.</translation>
    </message>
    <message>
        <source>Golden blond.</source>
        <translation>Goldblond.</translation>
    </message>
    <message>
        <source>Blue-black with a cold shine.</source>
        <translation>Blauschwarz mit kaltem Glanz.</translation>
    </message>
    <message>
        <source>Pale violet on white blond.</source>
        <translation>Blasses Violett auf Weißblond.</translation>
    </message>
    <message>
        <source>Grey-brown, cool and matte.</source>
        <translation>Graubraun, kühl und matt.</translation>
    </message>
    <message>
        <source>Deep blue with light blue lights.</source>
        <translation>Tiefes Blau mit hellblauen Lichtern.</translation>
    </message>
    <message>
        <source>The lightest blond, toned almost white.</source>
        <translation>Das hellste Blond, fast weiß abmattiert.</translation>
    </message>
    <message>
        <source>Dusty pink.</source>
        <translation>Altrosa.</translation>
    </message>
    <message>
        <source>Neutral grey, light and metallic.</source>
        <translation>Neutrales Grau, hell und metallisch.</translation>
    </message>
    <message>
        <source>Light blond with a touch of red.</source>
        <translation>Hellblond mit einem Hauch Rot.</translation>
    </message>
    <message>
        <source>Blue-green, deep and clear.</source>
        <translation>Blaugrün, tief und klar.</translation>
    </message>
    <message>
        <source>Rich purple.</source>
        <translation>Sattes Lila.</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source>{0} copy</source>
        <translation>{0} Kopie</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Tonwerte</translation>
    </message>
    <message>
        <source>Bleach</source>
        <translation>Blondierung</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>Feinabgleich</translation>
    </message>
    <message>
        <source>Goal ramp</source>
        <translation>Zielverlauf</translation>
    </message>
    <message>
        <source>{0} ramp</source>
        <translation>Verlauf {0}</translation>
    </message>
    <message>
        <source>Apricot</source>
        <translation>Aprikose</translation>
    </message>
    <message>
        <source>Ash blond</source>
        <translation>Aschblond</translation>
    </message>
    <message>
        <source>Auburn</source>
        <translation>Rotbraun</translation>
    </message>
    <message>
        <source>Brunette</source>
        <translation>Brünett</translation>
    </message>
    <message>
        <source>Burgundy</source>
        <translation>Burgunder</translation>
    </message>
    <message>
        <source>Chestnut</source>
        <translation>Kastanie</translation>
    </message>
    <message>
        <source>Copper</source>
        <translation>Kupfer</translation>
    </message>
    <message>
        <source>Dark blond</source>
        <translation>Dunkelblond</translation>
    </message>
    <message>
        <source>Espresso</source>
        <translation>Espresso</translation>
    </message>
    <message>
        <source>Honey blond</source>
        <translation>Honigblond</translation>
    </message>
    <message>
        <source>Jet black</source>
        <translation>Tiefschwarz</translation>
    </message>
    <message>
        <source>Mushroom</source>
        <translation>Mushroom</translation>
    </message>
    <message>
        <source>Ocean</source>
        <translation>Ozean</translation>
    </message>
    <message>
        <source>Pastel lilac</source>
        <translation>Pastellflieder</translation>
    </message>
    <message>
        <source>Platinum</source>
        <translation>Platin</translation>
    </message>
    <message>
        <source>Rose</source>
        <translation>Rosé</translation>
    </message>
    <message>
        <source>Silver</source>
        <translation>Silber</translation>
    </message>
    <message>
        <source>Strawberry blond</source>
        <translation>Erdbeerblond</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
</context>
<context>
    <name>LookSheet</name>
    <message>
        <source>Looks to compare</source>
        <translation>Looks zum Vergleichen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Each head before and with each look</source>
        <translation>Jeder Kopf vorher und mit jedem Look</translation>
    </message>
</context>
<context>
    <name>LooksBrowser</name>
    <message>
        <source>Search looks</source>
        <translation>Looks suchen</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Looks</translation>
    </message>
    <message>
        <source>No look is called that.</source>
        <translation>Kein Look heißt so.</translation>
    </message>
    <message>
        <source>+ New look</source>
        <translation>+ Neuer Look</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Name, author, notes…</source>
        <translation>Name, Urheber, Notizen…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>open</source>
        <translation>geöffnet</translation>
    </message>
</context>
<context>
    <name>LooksPanel</name>
    <message>
        <source>built in</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>“{0}” is in the trash.</source>
        <translation>„{0}“ liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>Another look is still being changed; try again</source>
        <translation>Ein anderer Look wird noch geändert; versuche es noch einmal</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>At the next start, the interface is shown at {0} %.</source>
        <translation>Ab dem nächsten Start ist die Oberfläche {0} % groß.</translation>
    </message>
    <message>
        <source>The window is then larger than this screen.</source>
        <translation>Das Fenster ist dann größer als dieser Bildschirm.</translation>
    </message>
    <message>
        <source>The clipboard holds no photo: copy the picture or its file, not text</source>
        <translation>In der Zwischenablage ist kein Foto: Kopiere das Bild oder seine Datei, keinen Text</translation>
    </message>
    <message>
        <source>Live ●</source>
        <translation>Live ●</translation>
    </message>
    <message>
        <source>A film is being recorded</source>
        <translation>Ein Film wird aufgenommen</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Looks</translation>
    </message>
    <message>
        <source>Effects</source>
        <translation>Effekte</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Messbilder</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>ModeButtons</name>
    <message>
        <source>Wipe</source>
        <translation>Trennlinie</translation>
    </message>
    <message>
        <source>Before and after, parted by a line (W)</source>
        <translation>Vorher und nachher, durch eine Linie getrennt (W)</translation>
    </message>
    <message>
        <source>Before beside after, or above it where there is more room (S)</source>
        <translation>Vorher neben nachher, oder darüber, wo mehr Platz ist (S)</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Only the result (A); hold \ for before</source>
        <translation>Nur das Ergebnis (A); \ halten zeigt vorher</translation>
    </message>
</context>
<context>
    <name>MonitorProfile</name>
    <message>
        <source>Profile of the monitor</source>
        <translation>Profil des Monitors</translation>
    </message>
    <message>
        <source>ICC profiles (*.icc *.icm);;All files (*)</source>
        <translation>ICC-Profile (*.icc *.icm);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Colours are shown by the profile {0}.</source>
        <translation>Farben werden nach dem Profil {0} gezeigt.</translation>
    </message>
    <message>
        <source>Colours are shown as if the monitor were an sRGB one.</source>
        <translation>Farben werden gezeigt, als wäre der Monitor einer für sRGB.</translation>
    </message>
    <message>
        <source>The system names no profile of this monitor: colours are shown as if it were an sRGB one.</source>
        <translation>Das System nennt für diesen Monitor kein Profil: Farben werden gezeigt, als wäre er einer für sRGB.</translation>
    </message>
</context>
<context>
    <name>Monitors</name>
    <message>
        <source>{0} is no ICC profile of a monitor</source>
        <translation>{0} ist kein ICC-Profil eines Monitors</translation>
    </message>
</context>
<context>
    <name>MovieSource</name>
    <message>
        <source>It is neither a film nor a picture that can be shown, but this: {0}. Choose a film, such as MP4, or a photo, such as JPEG.</source>
        <translation>Das ist weder ein Film noch ein Bild, das sich zeigen lässt, sondern: {0}. Wähle einen Film, etwa als MP4, oder ein Foto, etwa als JPEG.</translation>
    </message>
    <message>
        <source>There is only sound in it.</source>
        <translation>Er enthält nur Ton.</translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation>{0} ist nicht da.</translation>
    </message>
    <message>
        <source>It gives no picture.</source>
        <translation>Er gibt kein Bild.</translation>
    </message>
    <message>
        <source>It cannot be played: {0}. Copy it anew, or convert it to H.264.</source>
        <translation>Er kann nicht abgespielt werden: {0}. Kopiere ihn noch einmal oder wandle ihn in H.264 um.</translation>
    </message>
    <message>
        <source>It is damaged, cut short or of a kind that cannot be decoded: copy it anew, or convert it to H.264.</source>
        <translation>Er ist beschädigt, abgeschnitten oder von einer Art, die sich nicht dekodieren lässt: Kopiere ihn noch einmal oder wandle ihn in H.264 um.</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>%Y-%m-%d</source>
        <translation>%d.%m.%Y</translation>
    </message>
    <message>
        <source>.</source>
        <translation>,</translation>
    </message>
</context>
<context>
    <name>OwnHeads</name>
    <message>
        <source>Of {0} photos the first {1} are looked at; drop the others after these</source>
        <translation>Von {0} Fotos werden die ersten {1} angesehen; zieh die übrigen danach herein</translation>
    </message>
    <message>
        <source>No head with hair was found in {0}</source>
        <translation>In {0} wurde kein Kopf mit Haar gefunden</translation>
    </message>
</context>
<context>
    <name>Palettes</name>
    <message>
        <source>The palette “{0}” is taken away.</source>
        <translation>Die Palette „{0}“ ist entfernt.</translation>
    </message>
    <message>
        <source>In the colour picker now: {0} (colours: {1}).</source>
        <translation>Jetzt im Farbwähler: {0} (Farben: {1}).</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>„{0}“</translation>
    </message>
    <message>
        <source>Outside of sRGB: {0}; they keep lightness and hue, with less chroma.</source>
        <translation>Davon liegen außerhalb von sRGB: {0}; sie behalten Helligkeit und Farbton, mit weniger Chroma.</translation>
    </message>
    <message>
        <source>Left out: {0}, as inks (CMYK) and numbers of colour books mean no colour without their profile.</source>
        <translation>Ausgelassen: {0}, denn Druckfarben (CMYK) und Nummern von Farbbüchern bedeuten ohne ihr Profil keine Farbe.</translation>
    </message>
    <message>
        <source>Left out: {0}, of a colour model that is not read ({1}).</source>
        <translation>Ausgelassen: {0}, mit einem Farbmodell, das nicht gelesen wird ({1}).</translation>
    </message>
</context>
<context>
    <name>PaletteShelf</name>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Recent colours</source>
        <translation>Zuletzt gewählte Farben</translation>
    </message>
    <message>
        <source>Load brand colours…</source>
        <translation>Farben einer Marke laden…</translation>
    </message>
    <message>
        <source>.ase and .aco of Adobe, .gpl of GIMP, Inkscape and Krita</source>
        <translation>.ase und .aco von Adobe, .gpl von GIMP, Inkscape und Krita</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Palette</translation>
    </message>
    <message>
        <source>Palettes: load, take away</source>
        <translation>Paletten: laden, entfernen</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>Nach Namen suchen</translation>
    </message>
    <message>
        <source>Swatches</source>
        <translation>Farbfelder</translation>
    </message>
    <message>
        <source>Load a palette…</source>
        <translation>Palette laden…</translation>
    </message>
    <message>
        <source>Take “{0}” away</source>
        <translation>„{0}“ entfernen</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>Baking the look</source>
        <translation>Look wird berechnet</translation>
    </message>
    <message>
        <source>Colouring the hair</source>
        <translation>Haar wird gefärbt</translation>
    </message>
    <message>
        <source>The photo's file is gone or was changed: what the look holds of it is saved, {0} × {1} pixels</source>
        <translation>Die Datei des Fotos ist fort oder wurde geändert: Gespeichert ist, was der Look davon enthält, {0} × {1} Pixel</translation>
    </message>
    <message>
        <source>The photo's file is not known: what the look holds of it is saved, {0} × {1} pixels</source>
        <translation>Die Datei des Fotos ist nicht bekannt: Gespeichert ist, was der Look davon enthält, {0} × {1} Pixel</translation>
    </message>
</context>
<context>
    <name>PixelScope</name>
    <message>
        <source>Shows the hair of the chosen reference</source>
        <translation>Zeigt das Haar der gewählten Referenz</translation>
    </message>
</context>
<context>
    <name>ProofSheet</name>
    <message>
        <source>Write proof sheet</source>
        <translation>Kontaktbogen schreiben</translation>
    </message>
    <message>
        <source>Write sheet of several looks</source>
        <translation>Kontaktbogen mehrerer Looks schreiben</translation>
    </message>
    <message>
        <source>Looks on the sheet</source>
        <translation>Looks auf dem Bogen</translation>
    </message>
    <message>
        <source>The open look comes first, as it is now. Others follow as they were saved:</source>
        <translation>Der offene Look steht vorn, wie er jetzt ist. Andere folgen, wie sie gespeichert sind:</translation>
    </message>
    <message>
        <source>Pictures and PDF ({0})</source>
        <translation>Bilder und PDF ({0})</translation>
    </message>
    <message>
        <source>Another proof sheet is still being written; try again</source>
        <translation>Ein anderer Kontaktbogen wird noch geschrieben; versuche es noch einmal</translation>
    </message>
    <message>
        <source>{0}, changed</source>
        <translation>{0}, geändert</translation>
    </message>
    <message>
        <source>{0} is written. Left out:</source>
        <translation>{0} ist geschrieben. Ausgelassen:</translation>
    </message>
    <message>
        <source>{0} is written.</source>
        <translation>{0} ist geschrieben.</translation>
    </message>
    <message>
        <source>Each head before and after</source>
        <translation>Jeder Kopf vorher und nachher</translation>
    </message>
    <message>
        <source>Goal {0}</source>
        <translation>Ziel {0}</translation>
    </message>
    <message>
        <source>intensity {0}</source>
        <translation>Intensität {0}</translation>
    </message>
    <message>
        <source>Proof sheet: {0} %   {1}</source>
        <translation>Kontaktbogen: {0} %   {1}</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>convert</source>
        <translation>wandeln</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>Kanten</translation>
    </message>
    <message>
        <source>steadiness</source>
        <translation>Ruhe</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>Intensität</translation>
    </message>
    <message>
        <source>LUT</source>
        <translation>LUT</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Time of a frame, stage by stage</source>
        <translation>Zeit eines Bilds, Stufe für Stufe</translation>
    </message>
    <message>
        <source>– fps</source>
        <translation>– fps</translation>
    </message>
    <message>
        <source>{0} fps · {1} dropped · {2} ms</source>
        <translation>{0} fps · {2} ms · {1} ausgelassen</translation>
    </message>
    <message>
        <source>Milliseconds: {0}</source>
        <translation>Millisekunden: {0}</translation>
    </message>
    <message>
        <source>other looks</source>
        <translation>andere Looks</translation>
    </message>
</context>
<context>
    <name>ReferenceService</name>
    <message>
        <source>Finding the hair</source>
        <translation>Haar wird gesucht</translation>
    </message>
    <message>
        <source>Replace mask</source>
        <translation>Maske ersetzen</translation>
    </message>
    <message>
        <source>Restore mask</source>
        <translation>Maske wiederherstellen</translation>
    </message>
    <message>
        <source>Swap references</source>
        <translation>Referenzen tauschen</translation>
    </message>
    <message>
        <source>Remove light reference</source>
        <translation>Helle Referenz entfernen</translation>
    </message>
    <message>
        <source>Remove dark reference</source>
        <translation>Dunkle Referenz entfernen</translation>
    </message>
    <message>
        <source>Light reference: {0}</source>
        <translation>Helle Referenz: {0}</translation>
    </message>
    <message>
        <source>Dark reference: {0}</source>
        <translation>Dunkle Referenz: {0}</translation>
    </message>
</context>
<context>
    <name>RemarkBar</name>
    <message>
        <source>Put back</source>
        <translation>Zurücklegen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>RendererChoice</name>
    <message>
        <source>The graphics card cannot draw the picture ({0}); the CPU does.</source>
        <translation>Die Grafikkarte kann das Bild nicht zeichnen ({0}); die CPU tut es.</translation>
    </message>
    <message>
        <source>There is no OpenGL 3.3 here: the CPU mixes the colours.</source>
        <translation>Hier gibt es kein OpenGL 3.3: Die CPU mischt die Farben.</translation>
    </message>
</context>
<context>
    <name>RoundTrip</name>
    <message>
        <source>Import LUT</source>
        <translation>LUT importieren</translation>
    </message>
    <message>
        <source>LUTs ({0});;All files (*)</source>
        <translation>LUTs ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Read graded chart</source>
        <translation>Bearbeitete Tafel einlesen</translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation>Bilder ({0})</translation>
    </message>
    <message>
        <source>Another LUT is still being read; try again</source>
        <translation>Eine andere LUT wird noch gelesen; versuche es gleich noch einmal</translation>
    </message>
    <message>
        <source>Write chart</source>
        <translation>Tafel schreiben</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Import {0}</source>
        <translation>{0} importieren</translation>
    </message>
    <message>
        <source>{0} is written. Grade it elsewhere, save it in the same size, and read it back with File → Round trip</source>
        <translation>{0} ist geschrieben. Bearbeite sie anderswo, speichere sie in derselben Größe und lies sie mit Datei → Umweg über andere Programme wieder ein</translation>
    </message>
    <message>
        <source>Another chart is still being written; try again</source>
        <translation>Eine andere Tafel wird noch geschrieben; versuche es noch einmal</translation>
    </message>
</context>
<context>
    <name>SafetyCopy</name>
    <message>
        <source>The safety copy could not be written: {0}. Save your work.</source>
        <translation>Die Sicherheitskopie konnte nicht geschrieben werden: {0}. Speichere deine Arbeit.</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>There is a “{0}” already; choose another name</source>
        <translation>Es gibt schon ein „{0}“; wähle einen anderen Namen</translation>
    </message>
    <message>
        <source>“{0}” is a photo of this look; choose another name</source>
        <translation>„{0}“ ist ein Foto dieses Looks; wähle einen anderen Namen</translation>
    </message>
</context>
<context>
    <name>SaveFilm</name>
    <message>
        <source>Save the loop of “{0}”, or all of it?</source>
        <translation>Die Schleife von „{0}“ speichern, oder alles?</translation>
    </message>
    <message>
        <source>The loop is from {0} to {1}.</source>
        <translation>Die Schleife geht von {0} bis {1}.</translation>
    </message>
    <message>
        <source>Only the loop</source>
        <translation>Nur die Schleife</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Film: {0} %   {1}</source>
        <translation>Film: {0} %   {1}</translation>
    </message>
    <message>
        <source>Another film is still being saved; try again</source>
        <translation>Ein anderer Film wird noch gespeichert; versuche es noch einmal</translation>
    </message>
    <message>
        <source>“{0}” is the film itself; choose another name</source>
        <translation>„{0}“ ist der Film selbst; wähle einen anderen Namen</translation>
    </message>
    <message>
        <source>Film that is to wear the look</source>
        <translation>Film, der den Look tragen soll</translation>
    </message>
    <message>
        <source>Films ({0});;All files (*)</source>
        <translation>Filme ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save film</source>
        <translation>Film speichern</translation>
    </message>
    <message>
        <source>Films ({0})</source>
        <translation>Filme ({0})</translation>
    </message>
    <message>
        <source>{0} is saved.</source>
        <translation>{0} ist gespeichert.</translation>
    </message>
</context>
<context>
    <name>SavePicture</name>
    <message>
        <source>Picture: {0} %   {1}</source>
        <translation>Bild: {0} %   {1}</translation>
    </message>
    <message>
        <source>Another picture is still being saved; try again</source>
        <translation>Ein anderes Bild wird noch gespeichert; versuche es noch einmal</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>“{0}” is the photo itself.</source>
        <translation>„{0}“ ist das Foto selbst.</translation>
    </message>
    <message>
        <source>If you overwrite it, its own hair is lost.</source>
        <translation>Wenn du es überschreibst, geht sein eigenes Haar verloren.</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation>Bilder ({0})</translation>
    </message>
    <message>
        <source>{0} is saved.</source>
        <translation>{0} ist gespeichert.</translation>
    </message>
</context>
<context>
    <name>SavePictures</name>
    <message>
        <source>Pictures: {0} %   {1}</source>
        <translation>Bilder: {0} %   {1}</translation>
    </message>
    <message>
        <source>Pictures are still being saved; try again</source>
        <translation>Es werden noch Bilder gespeichert; versuche es noch einmal</translation>
    </message>
    <message>
        <source>The gallery holds no photos of your own yet; drop some there</source>
        <translation>In der Galerie sind noch keine eigenen Fotos; zieh welche dorthin</translation>
    </message>
    <message>
        <source>Folder for the pictures</source>
        <translation>Ordner für die Bilder</translation>
    </message>
    <message>
        <source>No picture was saved:</source>
        <translation>Kein Bild wurde gespeichert:</translation>
    </message>
    <message>
        <source>Stopped; {0} of {1} pictures are saved in the folder {2}.</source>
        <translation>Angehalten; {0} von {1} Bildern sind im Ordner {2} gespeichert.</translation>
    </message>
    <message>
        <source>{0} of {1} pictures are saved in the folder {2}. Left out:</source>
        <translation>{0} von {1} Bildern sind im Ordner {2} gespeichert. Ausgelassen:</translation>
    </message>
    <message>
        <source>Pictures saved in the folder {2}: {0}.</source>
        <translation>Im Ordner {2} gespeicherte Bilder: {0}.</translation>
    </message>
</context>
<context>
    <name>ScopesPanel</name>
    <message>
        <source>Crushed</source>
        <translation>Abgesoffen</translation>
    </message>
    <message>
        <source>Blown out</source>
        <translation>Ausgefressen</translation>
    </message>
    <message>
        <source>Out of gamut</source>
        <translation>Außerhalb des Farbraums</translation>
    </message>
</context>
<context>
    <name>ScopesView</name>
    <message>
        <source>Scopes</source>
        <translation>Messbilder</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Chroma</source>
        <translation>Chroma</translation>
    </message>
    <message>
        <source>LUT</source>
        <translation>LUT</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Goal colour</source>
        <translation>Zielfarbe</translation>
    </message>
    <message>
        <source>Look information</source>
        <translation>Angaben zum Look</translation>
    </message>
    <message>
        <source>the look was changed while {0} was being read; save it and try again</source>
        <translation>der Look wurde geändert, während {0} gelesen wurde; speichere ihn und versuche es noch einmal</translation>
    </message>
    <message>
        <source>{0} cannot be written: theme, layout and recent files are not kept.</source>
        <translation>{0} lässt sich nicht schreiben: Oberfläche, Anordnung und zuletzt geöffnete Dateien werden nicht gemerkt.</translation>
    </message>
    <message>
        <source>{0} is saved, but its LUTs lack the effect of {1}: choose that file again, or switch the effect off</source>
        <translation>{0} ist gespeichert, aber seinen LUTs fehlt die Wirkung von {1}: Wähle diese Datei neu, oder schalte den Effekt aus</translation>
    </message>
</context>
<context>
    <name>ShareTable</name>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>Clipped shares of the hair</source>
        <translation>Beschnittene Anteile des Haars</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Sliders, pictures and lists</source>
        <translation>Regler, Bilder und Listen</translation>
    </message>
</context>
<context>
    <name>SlotView</name>
    <message>
        <source>Take the next person's hair</source>
        <translation>Haar der nächsten Person nehmen</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>The saved look cannot be shown: {0}. Before is the photo.</source>
        <translation>Der gespeicherte Look lässt sich nicht zeigen: {0}. Vorher ist das Foto.</translation>
    </message>
    <message>
        <source>LIGHT</source>
        <translation>HELL</translation>
    </message>
    <message>
        <source>DARK</source>
        <translation>DUNKEL</translation>
    </message>
    <message>
        <source>very light hair</source>
        <translation>sehr hellem Haar</translation>
    </message>
    <message>
        <source>very dark hair</source>
        <translation>sehr dunklem Haar</translation>
    </message>
    <message>
        <source>Drop a photo of {0} here</source>
        <translation>Foto mit {0} hier ablegen</translation>
    </message>
    <message>
        <source>or paste one with Ctrl+V, or choose a built-in head from the menu below</source>
        <translation>oder mit Strg+V einfügen, oder im Menü unten einen mitgelieferten Kopf wählen</translation>
    </message>
    <message>
        <source>Photo and mask</source>
        <translation>Foto und Maske</translation>
    </message>
    <message>
        <source>Open photo…</source>
        <translation>Foto öffnen…</translation>
    </message>
    <message>
        <source>Paste photo</source>
        <translation>Foto einfügen</translation>
    </message>
    <message>
        <source>Built-in head</source>
        <translation>Mitgelieferter Kopf</translation>
    </message>
    <message>
        <source>Snapshot from camera…</source>
        <translation>Schnappschuss von der Kamera…</translation>
    </message>
    <message>
        <source>Find the hair again</source>
        <translation>Haar neu suchen</translation>
    </message>
    <message>
        <source>Undo all corrections</source>
        <translation>Alle Korrekturen zurücknehmen</translation>
    </message>
    <message>
        <source>Save mask…</source>
        <translation>Maske speichern…</translation>
    </message>
    <message>
        <source>Replace mask…</source>
        <translation>Maske ersetzen…</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>Maske leeren</translation>
    </message>
    <message>
        <source>Remove photo</source>
        <translation>Foto entfernen</translation>
    </message>
    <message>
        <source>Open photo</source>
        <translation>Foto öffnen</translation>
    </message>
    <message>
        <source>Photos ({0})</source>
        <translation>Fotos ({0})</translation>
    </message>
    <message>
        <source>Replace mask</source>
        <translation>Maske ersetzen</translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation>Bilder ({0})</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>no hair marked</source>
        <translation>kein Haar markiert</translation>
    </message>
    <message>
        <source>intensity {0}</source>
        <translation>Intensität {0}</translation>
    </message>
    <message>
        <source>Of {0} files {1} was taken: a slot holds one photo.</source>
        <translation>Von {0} Dateien wurde {1} genommen: In einen Platz passt ein Foto.</translation>
    </message>
    <message>
        <source>Pasted photo</source>
        <translation>Eingefügtes Foto</translation>
    </message>
    <message>
        <source>Erase mask</source>
        <translation>Maske radieren</translation>
    </message>
    <message>
        <source>Paint mask</source>
        <translation>Maske malen</translation>
    </message>
    <message>
        <source>{0}, {1} × {2} pixels: 100 % shows these. A larger photo is shrunk to 4 million.</source>
        <translation>{0}, {1} × {2} Pixel: 100 % zeigt diese. Ein größeres Foto wird auf 4 Millionen verkleinert.</translation>
    </message>
    <message>
        <source>Save mask</source>
        <translation>Maske speichern</translation>
    </message>
    <message>
        <source>Another look was opened meanwhile; no mask was saved</source>
        <translation>Inzwischen wurde ein anderer Look geöffnet; keine Maske wurde gespeichert</translation>
    </message>
    <message>
        <source>Another mask is still being written; try again</source>
        <translation>Eine andere Maske wird noch geschrieben; versuche es noch einmal</translation>
    </message>
    <message>
        <source>{0} is written. Change it elsewhere in the same size, and read it back with Replace mask</source>
        <translation>{0} ist geschrieben. Bearbeite sie anderswo, speichere sie in derselben Größe und lies sie mit Maske ersetzen wieder ein</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern…</translation>
    </message>
</context>
<context>
    <name>SourceBar</name>
    <message>
        <source>One frame back (,)</source>
        <translation>Ein Bild zurück (,)</translation>
    </message>
    <message>
        <source>One frame on (.)</source>
        <translation>Ein Bild weiter (.)</translation>
    </message>
    <message>
        <source>Go on (Space)</source>
        <translation>Weiter (Leertaste)</translation>
    </message>
    <message>
        <source>Stop at this frame (Space)</source>
        <translation>Bei diesem Bild anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Source: camera, movie or picture</source>
        <translation>Quelle: Kamera, Film oder Bild</translation>
    </message>
    <message>
        <source>Format of the camera</source>
        <translation>Format der Kamera</translation>
    </message>
    <message>
        <source>As the Light reference</source>
        <translation>Als helle Referenz</translation>
    </message>
    <message>
        <source>As the Dark reference</source>
        <translation>Als dunkle Referenz</translation>
    </message>
    <message>
        <source>Into the gallery</source>
        <translation>In die Galerie</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Schnappschuss</translation>
    </message>
    <message>
        <source>Keep this frame, without the look</source>
        <translation>Dieses Bild ohne den Look behalten</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Record the picture in the open look to a file (Ctrl+R)</source>
        <translation>Das Bild im offenen Look in eine Datei aufnehmen (Strg+R)</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>The picture alone, on another screen if there is one (F12); F11 there: full screen</source>
        <translation>Nur das Bild, auf einem zweiten Bildschirm, wenn es einen gibt (F12); dort F11: Vollbild</translation>
    </message>
    <message>
        <source>Choose a source</source>
        <translation>Quelle wählen</translation>
    </message>
    <message>
        <source>● {0}</source>
        <translation>● {0}</translation>
    </message>
    <message>
        <source>Stop recording (Ctrl+R)</source>
        <translation>Aufnahme beenden (Strg+R)</translation>
    </message>
    <message>
        <source>No camera is connected</source>
        <translation>Keine Kamera angeschlossen</translation>
    </message>
    <message>
        <source>Open movie…</source>
        <translation>Film öffnen…</translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation>Bild öffnen…</translation>
    </message>
    <message>
        <source>No source</source>
        <translation>Keine Quelle</translation>
    </message>
</context>
<context>
    <name>StackView</name>
    <message>
        <source>No effects yet.
Add one below: Lighten, then Dye is a good start.</source>
        <translation>Noch keine Effekte.
Füge unten einen hinzu: Aufhellen, dann Färben ist ein guter Anfang.</translation>
    </message>
    <message>
        <source>+ Add effect</source>
        <translation>+ Effekt hinzufügen</translation>
    </message>
    <message>
        <source>Add an effect after the chosen one</source>
        <translation>Einen Effekt nach dem gewählten einfügen</translation>
    </message>
</context>
<context>
    <name>StatusTexts</name>
    <message>
        <source>The part of the photo that the mask marks as hair</source>
        <translation>Der Teil des Fotos, den die Maske als Haar markiert</translation>
    </message>
    <message>
        <source>The points of the LUT that was made last, and how long that took</source>
        <translation>Die Punkte der LUT, die zuletzt entstand, und wie lange das dauerte</translation>
    </message>
    <message>
        <source>Red, green and blue under the pointer, 0 to 255: before → after</source>
        <translation>Rot, Grün und Blau unter dem Mauszeiger, 0 bis 255: vorher → nachher</translation>
    </message>
    <message>
        <source>baked {0}³ in {1} ms</source>
        <translation>{0}³ gerechnet in {1} ms</translation>
    </message>
    <message>
        <source>{0} saved {1}</source>
        <translation>{0} gespeichert {1}</translation>
    </message>
    <message>
        <source>safety copy {0}</source>
        <translation>Sicherheitskopie {0}</translation>
    </message>
    <message>
        <source>zoom {0} %</source>
        <translation>Zoom {0} %</translation>
    </message>
    <message>
        <source>hair {0} % of the photo</source>
        <translation>Haar {0} % des Fotos</translation>
    </message>
</context>
<context>
    <name>Swatch</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Place in the film</source>
        <translation>Stelle im Film</translation>
    </message>
    <message>
        <source>Place in the film. Arrow keys go by frames, page keys by seconds; I and O mark where its loop begins and ends, X takes the marks away</source>
        <translation>Stelle im Film. Pfeiltasten gehen Bild für Bild, Bild auf und Bild ab Sekunde für Sekunde; I und O markieren Anfang und Ende der Schleife, X hebt sie auf</translation>
    </message>
    <message>
        <source>Loop from here (I)</source>
        <translation>Schleife ab hier (I)</translation>
    </message>
    <message>
        <source>Loop to here (O)</source>
        <translation>Schleife bis hier (O)</translation>
    </message>
    <message>
        <source>The whole film (X)</source>
        <translation>Ganzer Film (X)</translation>
    </message>
    <message>
        <source>loop from {0} to {1}</source>
        <translation>Schleife von {0} bis {1}</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Beside</source>
        <translation>Daneben</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Lay the mask over the picture (M)</source>
        <translation>Maske über das Bild legen (M)</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>How much of the look is mixed in</source>
        <translation>Wie viel vom Look eingemischt wird</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Other looks beside this one, on the same frame</source>
        <translation>Andere Looks neben diesem, auf demselben Bild</translation>
    </message>
    <message>
        <source>Only this look</source>
        <translation>Nur dieser Look</translation>
    </message>
    <message>
        <source>Compare {0} ▾</source>
        <translation>Vergleich {0} ▾</translation>
    </message>
    <message>
        <source>Compare ▾</source>
        <translation>Vergleich ▾</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Both references are the same photo: choose one of lighter or darker hair.</source>
        <translation>Beide Referenzen sind dasselbe Foto: Wähle eines mit hellerem oder dunklerem Haar.</translation>
    </message>
    <message>
        <source>The light reference is darker than the dark one: swap them.</source>
        <translation>Die helle Referenz ist dunkler als die dunkle: Tausche sie.</translation>
    </message>
    <message>
        <source>The references are close together ({0} and {1}): the look is sure only for hair between them.</source>
        <translation>Die Referenzen liegen nah beieinander ({0} und {1}): Sicher ist der Look nur für Haar dazwischen.</translation>
    </message>
    <message>
        <source>No hair is marked in the light reference: paint it with the brush (B).</source>
        <translation>In der hellen Referenz ist kein Haar markiert: Male es mit dem Pinsel (B).</translation>
    </message>
    <message>
        <source>No hair is marked in the dark reference: paint it with the brush (B).</source>
        <translation>In der dunklen Referenz ist kein Haar markiert: Male es mit dem Pinsel (B).</translation>
    </message>
    <message>
        <source>{0} % of the hair in the light reference is clipped: a photo with detail there gives a better look.</source>
        <translation>{0} % des Haars in der hellen Referenz haben keine Zeichnung: Ein Foto mit Zeichnung gibt einen besseren Look.</translation>
    </message>
    <message>
        <source>{0} % of the hair in the dark reference is clipped: a photo with detail there gives a better look.</source>
        <translation>{0} % des Haars in der dunklen Referenz haben keine Zeichnung: Ein Foto mit Zeichnung gibt einen besseren Look.</translation>
    </message>
</context>
<context>
    <name>VideoView</name>
    <message>
        <source>Live picture</source>
        <translation>Livebild</translation>
    </message>
</context>
<context>
    <name>WheelEditor</name>
    <message>
        <source>{} balance</source>
        <translation>{}: Balance</translation>
    </message>
    <message>
        <source>{} level</source>
        <translation>{}: Pegel</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
</context>
<context>
    <name>_Bar</name>
    <message>
        <source>Click to add a stop, drag to move it, right click or Delete to remove it</source>
        <translation>Klick fügt einen Punkt hinzu, Ziehen verschiebt ihn, Rechtsklick oder Entf entfernt ihn</translation>
    </message>
</context>
<context>
    <name>_Progress</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>_Ramp</name>
    <message>
        <source>L</source>
        <translation>H</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>Black bob</source>
        <translation>Schwarzer Bob</translation>
    </message>
    <message>
        <source>Black braids</source>
        <translation>Schwarze Zöpfe</translation>
    </message>
    <message>
        <source>Blonde long</source>
        <translation>Blond, lang</translation>
    </message>
    <message>
        <source>Blonde wavy</source>
        <translation>Blond, gewellt</translation>
    </message>
    <message>
        <source>Brown bun</source>
        <translation>Brauner Dutt</translation>
    </message>
    <message>
        <source>Dark brown fringe</source>
        <translation>Dunkelbrauner Pony</translation>
    </message>
    <message>
        <source>Red-brown fringe</source>
        <translation>Rotbrauner Pony</translation>
    </message>
    <message>
        <source>Grey ponytail</source>
        <translation>Grauer Pferdeschwanz</translation>
    </message>
    <message>
        <source>Light brown longback</source>
        <translation>Hellbraun, lang nach hinten</translation>
    </message>
    <message>
        <source>Platinum longback</source>
        <translation>Platin, lang nach hinten</translation>
    </message>
    <message>
        <source>Red curly</source>
        <translation>Rote Locken</translation>
    </message>
    <message>
        <source>White bob</source>
        <translation>Weißer Bob</translation>
    </message>
    <message>
        <source>White buzz</source>
        <translation>Weiß, kurz geschoren</translation>
    </message>
</context>
<context>
    <name>HeadWindow</name>
    <message>
        <source>This head cannot be shown</source>
        <translation>Dieser Kopf kann nicht gezeigt werden</translation>
    </message>
</context>
</TS>