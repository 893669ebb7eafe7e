; Inno Setup 6.3 or newer: one file that installs the frozen program on Windows, for one user or for all.
;
;     make installer                                  (or python -m resources.tools.installer.build)
;     iscc /DVersion=0.1.0 resources\desktop\windows\hiwar-studio.iss
;
; makes dist\hiwar-studio-0.1.0-windows-setup.exe. Packages (*.hiwarz) open by a double click afterwards; a project
; folder (name.hiwar) is a folder to Windows: it is dragged onto the window, or opened from there.

#ifndef Version
  #error Give the version: iscc /DVersion=1.2.3
#endif

[Setup]
; Names this program to Windows for ever: a newer version replaces an older one.
AppId={{6F1B0A4E-6E0C-4E0B-9C59-4C0E6E8B2D17}
AppName=Hiwar Studio
AppVersion={#Version}
AppPublisher=Hiwar Studio
DefaultDirName={autopf}\Hiwar Studio
DefaultGroupName=Hiwar Studio
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
LicenseFile=..\..\..\LICENSE
SetupIconFile=..\..\app-icon\hiwar-studio.ico
UninstallDisplayIcon={app}\hiwar-studio.exe
OutputDir=..\..\..\dist
OutputBaseFilename=hiwar-studio-{#Version}-windows-setup
Compression=lzma2
SolidCompression=yes
ShowLanguageDialog=auto

[Languages]
Name: "ar"; MessagesFile: "compiler:Languages\Arabic.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
ar.Program=استوديو حوار
en.Program=Hiwar Studio
ar.Package=حزمة مشروع من استوديو حوار
en.Package=Hiwar Studio package

[InstallDelete]
; Libraries of an older version would be loaded beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\..\dist\hiwar-studio\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\{cm:Program}"; Filename: "{app}\hiwar-studio.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.hiwarz"; ValueType: string; ValueData: "HiwarStudio.Package"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\HiwarStudio.Package"; ValueType: string; ValueData: "{cm:Package}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\HiwarStudio.Package\DefaultIcon"; ValueType: string; ValueData: "{app}\hiwar-studio.exe,0"
Root: HKA; Subkey: "Software\Classes\HiwarStudio.Package\shell\open\command"; ValueType: string; ValueData: """{app}\hiwar-studio.exe"" ""%1"""

[Run]
Filename: "{app}\hiwar-studio.exe"; Description: "{cm:LaunchProgram,{cm:Program}}"; Flags: nowait postinstall skipifsilent
